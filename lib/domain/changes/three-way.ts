import { readableObject } from './readable-object.ts'

/** A step into a JSON value: a key, or the place in a list. */
export type Step = string | number
export type Side = 'base' | 'theirs' | 'mine'

/** Which sides changed a field against the base; `same`: both made the same change. */
export type FieldGroup = 'both' | 'only-theirs' | 'only-mine' | 'same' | 'equal'

/** One field that is chosen as a whole. A side where it is missing has `undefined`. */
export interface ThreeWayField {
  /** `spec.http[1].timeout`; the weights of a rule are one field, `spec.http[1].route[*].weight`. */
  readonly id: string
  readonly path: readonly Step[]
  readonly kind: 'value' | 'weights'
  readonly group: FieldGroup
  readonly base: unknown
  readonly theirs: unknown
  readonly mine: unknown
}

export type Sides = Readonly<Record<Side, unknown>>
export type Choices = Readonly<Record<string, Side>>

/** Above this depth a value is one field, so that a hostile object can't exhaust the stack. */
const MAX_DEPTH = 32

/**
 * Compares three versions of an object field by field (R35): what both started from, what is live, what is drafted. Lists are
 * entered only where all three have the same elements in the same order; else the list is one field.
 */
export function threeWay(sides: Sides): ThreeWayField[] {
  return walk([], {
    base: readableObject(sides.base),
    theirs: readableObject(sides.theirs),
    mine: readableObject(sides.mine),
  })
}

/** The side a field takes by itself; null where a person must choose. */
export function settledSide({ group }: ThreeWayField): Side | null {
  switch (group) {
    case 'both':
      return null
    case 'only-mine':
      return 'mine'
    case 'only-theirs':
    case 'same':
    case 'equal':
      return 'theirs'
  }
}

/** Fields that still need a choice. */
export function unchosen(fields: readonly ThreeWayField[], choices: Choices): ThreeWayField[] {
  return fields.filter((field) => chosenSide(field, choices) === null)
}

/** The side that a field takes: a person's choice, else what is settled. */
export function chosenSide(field: ThreeWayField, choices: Choices): Side | null {
  return choices[field.id] ?? settledSide(field)
}

/**
 * The live object with every field as chosen. A field without a choice stays as it is live. The result is a new object; what
 * the server writes by itself (resourceVersion and the like) is that of the live one.
 */
export function mergeSides(theirs: unknown, fields: readonly ThreeWayField[], choices: Choices): unknown {
  const result: unknown = copyOf(theirs)
  for (const field of fields) {
    const side = chosenSide(field, choices) ?? 'theirs'
    if (side === 'theirs' || field.group === 'equal') continue
    if (field.kind === 'weights') setWeights(valueAt(result, field.path), field[side])
    else setAt(result, field.path, copyOf(field[side]))
  }
  return result
}

function walk(path: readonly Step[], sides: Sides): ThreeWayField[] {
  const { base, theirs, mine } = sides
  if (path.length < MAX_DEPTH && !isSame(sides)) {
    if (isRecord(base) && isRecord(theirs) && isRecord(mine)) return walkRecord(path, { base, theirs, mine })
    const lists = alignedLists(sides)
    if (lists !== null) return walkList(path, lists)
  }
  const group = groupOf(sides)
  return [{ id: pathText(path), path, kind: 'value', group, base, theirs, mine }]
}

type Records = Readonly<Record<Side, Readonly<Record<string, unknown>>>>

function walkRecord(path: readonly Step[], sides: Records): ThreeWayField[] {
  const keys = new Set([...Object.keys(sides.theirs), ...Object.keys(sides.mine), ...Object.keys(sides.base)])
  return [...keys].flatMap((key) =>
    walk([...path, key], { base: own(sides.base, key), theirs: own(sides.theirs, key), mine: own(sides.mine, key) }),
  )
}

function walkList(path: readonly Step[], sides: Lists): ThreeWayField[] {
  const isRoute = path.at(-1) === 'route' && sides.theirs.length > 1 && sides.theirs.every(hasDestination)
  const weights = { base: sides.base.map(weightOf), theirs: sides.theirs.map(weightOf), mine: sides.mine.map(weightOf) }
  const elements = sides.theirs.flatMap((_, place) => {
    const at = (side: Side) => (isRoute ? withoutWeight(sides[side][place]) : sides[side][place])
    return walk([...path, place], { base: at('base'), theirs: at('theirs'), mine: at('mine') })
  })
  if (!isRoute) return elements
  const id = `${pathText(path)}[*].weight`
  return [{ id, path, kind: 'weights', group: groupOf(weights), ...weights }, ...elements]
}

type Lists = Readonly<Record<Side, readonly unknown[]>>

/** The three lists, where they have the same elements in the same order: by name, by destination, else by number alone. */
function alignedLists({ base, theirs, mine }: Sides): Lists | null {
  if (!Array.isArray(base) || !Array.isArray(theirs) || !Array.isArray(mine)) return null
  const lists: Lists = { base, theirs, mine }
  if (lists.base.length !== lists.theirs.length || lists.base.length !== lists.mine.length) return null
  const isAligned = lists.theirs.every((element, place) => {
    const key = identity(element)
    return isRecord(element) && key === identity(lists.base[place]) && key === identity(lists.mine[place])
  })
  return isAligned ? lists : null
}

function identity(element: unknown): string {
  if (!isRecord(element)) return 'value'
  if (typeof element['name'] === 'string') return `name ${element['name']}`
  return hasDestination(element) ? `destination ${stable(own(element, 'destination'))}` : 'element'
}

function groupOf({ base, theirs, mine }: Sides): FieldGroup {
  const [b, t, m] = [stable(base), stable(theirs), stable(mine)]
  if (b === t && b === m) return 'equal'
  if (t === m) return 'same'
  if (b === m) return 'only-theirs'
  return b === t ? 'only-mine' : 'both'
}

function isSame({ base, theirs, mine }: Sides): boolean {
  return stable(base) === stable(theirs) && stable(base) === stable(mine)
}

/** JSON with sorted keys: the order of keys means nothing. */
function stable(value: unknown): string {
  return (
    JSON.stringify(value, (_, part: unknown) =>
      isRecord(part) ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1))) : part,
    ) ?? 'missing'
  )
}

function setWeights(route: unknown, weights: unknown): void {
  if (!Array.isArray(route) || !Array.isArray(weights)) return
  route.forEach((element: unknown, place) => setAt(element, ['weight'], weights[place]))
}

function setAt(object: unknown, path: readonly Step[], value: unknown): void {
  const last = path.at(-1)
  const parent = valueAt(object, path.slice(0, -1))
  if (last === undefined) return
  if (Array.isArray(parent) && typeof last === 'number') parent[last] = value
  else if (isRecord(parent) && typeof last === 'string') {
    if (value === undefined) Reflect.deleteProperty(parent, last)
    else Object.defineProperty(parent, last, { value, writable: true, enumerable: true, configurable: true })
  }
}

/** What stands at a path; undefined where nothing does. */
export function valueAt(object: unknown, path: readonly Step[]): unknown {
  return path.reduce<unknown>((at, step) => {
    if (Array.isArray(at) && typeof step === 'number') return at[step]
    return isRecord(at) && typeof step === 'string' ? own(at, step) : undefined
  }, object)
}

/** A path as people write it: `spec.http[0].timeout`. */
export function pathText(path: readonly Step[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`
    const isPlain = /^[A-Za-z_][\w-]*$/.test(step)
    return isPlain ? `${text}${text === '' ? '' : '.'}${step}` : `${text}[${JSON.stringify(step)}]`
  }, '')
}

function hasDestination(element: unknown): boolean {
  return isRecord(element) && isRecord(element['destination'])
}

function weightOf(element: unknown): unknown {
  return isRecord(element) ? own(element, 'weight') : undefined
}

function withoutWeight(element: unknown): unknown {
  return isRecord(element) ? Object.fromEntries(Object.entries(element).filter(([key]) => key !== 'weight')) : element
}

function own(object: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A copy of a JSON value that shares nothing with it. */
function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf)
  return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyOf(item)])) : value
}
