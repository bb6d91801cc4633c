import { isObject, listAt, objectAt, stringAt, valueAt, type JsonObject } from '../../kubernetes/json.ts'
import { httpRules } from '../guided/rule-order.ts'
import { withField } from '../guided/object-fields.ts'
import type { Fault } from '../patch.ts'
import { destinationName, sameDestination } from '../rules.ts'
import { destinationSchema, type Destination } from '../virtual-service.ts'
import { headerMatchOf, keyFault, keyOfHeaderMatch, keyWords, type CohortKey } from './cohort-key.ts'

/** A rule that sends the requests of a cohort to one destination, before the rule at `of` splits the rest. Places in `spec.http`. */
export interface Cohort {
  readonly place: number
  readonly of: number
  readonly name: string | null
  readonly key: CohortKey
  readonly destination: Destination
}

export type CohortResult =
  { readonly ok: true; readonly object: JsonObject } | { readonly ok: false; readonly fault: Fault }

const HTTP = ['spec', 'http'] as const

/** The cohorts of an object, whoever made them (P15). */
export function cohortsOf(object: unknown): Cohort[] {
  const rules = httpRules(object)
  return rules.flatMap((rule, place) => {
    const key = keyOf(rule)
    const [destination, ...others] = destinationsOf(rule)
    if (key === null || destination === undefined || others.length > 0) return []
    const splits = (later: unknown, index: number) =>
      index > place &&
      destinationsOf(later).length > 1 &&
      destinationsOf(later).some((one) => one.host === destination.host)
    const of = rules.findIndex(splits)
    return of < 0 ? [] : [{ place, of, name: stringAt(rule, 'name') ?? null, key, destination }]
  })
}

/**
 * The object with a rule for the cohort right before the rule at `place` (P15): the same rule with the key in each of its
 * alternatives and one destination. Every other rule stays what it was.
 */
export function withCohort(
  object: JsonObject,
  place: number,
  wanted: { readonly key: CohortKey; readonly destination: Destination },
): CohortResult {
  const rules = httpRules(object)
  const rule = objectAt(object, ...HTTP, place)
  const { key, destination } = wanted
  const invalid = keyFault(key)
  if (invalid !== null) return { ok: false, fault: invalid }
  const entry = listAt(rule, 'route').find((one) => isTo(one, destination))
  if (!isObject(entry)) {
    return refused('destination', `${destinationName(destination)} is no destination of this rule`)
  }
  const { header, match } = headerMatchOf(key)
  const alternatives = listAt(rule, 'match')
  if (alternatives.some((one) => valueAt(one, 'headers', header) !== undefined)) {
    return refused('name', `this rule has a condition on header ${header} already`)
  }
  const earlier = cohortsOf(object).find((one) => one.place < place && isSameKey(one.key, key))
  if (earlier !== undefined) {
    return refused('value', `${keyWords(key)} goes to ${destinationName(earlier.destination)} already`)
  }
  const { name: _name, match: _match, route: _route, ...rest } = rule
  const { weight: _weight, ...route } = entry
  const cohort = {
    name: freeName(rules, `cohort-${destination.subset ?? destination.host}`),
    match: (alternatives.length === 0 ? [{}] : alternatives).map((one) => ({
      ...objectAt(one),
      headers: { ...objectAt(one, 'headers'), [header]: match },
    })),
    ...rest,
    route: [route],
  }
  return { ok: true, object: withField(object, HTTP, rules.toSpliced(place, 0, cohort)) }
}

/** The object without a cohort's rule; the same object where there is no cohort at that place. */
export function withoutCohort(object: JsonObject, place: number): JsonObject {
  if (!cohortsOf(object).some((cohort) => cohort.place === place)) return object
  return withField(object, HTTP, httpRules(object).toSpliced(place, 1))
}

/** The key that every alternative of a rule asks for; null without one. */
function keyOf(rule: unknown): CohortKey | null {
  const [first, ...others] = listAt(rule, 'match').map(keysOf)
  const isEverywhere = (key: CohortKey) => others.every((keys) => keys.some((one) => isSameKey(one, key)))
  return first?.find(isEverywhere) ?? null
}

function keysOf(match: unknown): CohortKey[] {
  return Object.entries(objectAt(match, 'headers')).flatMap(([header, one]) =>
    isObject(one) ? (keyOfHeaderMatch(header, one) ?? []) : [],
  )
}

function isSameKey(left: CohortKey, right: CohortKey): boolean {
  const isSameName =
    left.by === 'cookie' ? left.name === right.name : left.name.toLowerCase() === right.name.toLowerCase()
  return left.by === right.by && isSameName && left.value === right.value
}

function destinationsOf(rule: unknown): Destination[] {
  return listAt(rule, 'route').flatMap((one) => destinationSchema.safeParse(valueAt(one, 'destination')).data ?? [])
}

function isTo(entry: unknown, wanted: Destination): boolean {
  const parsed = destinationSchema.safeParse(valueAt(entry, 'destination'))
  return parsed.success && sameDestination(parsed.data, wanted)
}

function freeName(rules: readonly unknown[], stem: string): string {
  const taken = new Set(rules.map((rule) => valueAt(rule, 'name')))
  if (!taken.has(stem)) return stem
  for (let number = 2; ; number += 1) if (!taken.has(`${stem}-${number}`)) return `${stem}-${number}`
}

function refused(field: string, message: string): CohortResult {
  return { ok: false, fault: { field, message } }
}
