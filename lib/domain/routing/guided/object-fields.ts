import { isObject, valueAt, type JsonObject } from '../../kubernetes/json.ts'

/** A place in an object: keys and places in lists, from its root. */
export type FieldPath = readonly (string | number)[]

/** What stands at a path; undefined where nothing does. */
export function fieldAt(object: unknown, path: FieldPath): unknown {
  return valueAt(object, ...path)
}

/**
 * The object with another value at a path (R40). `undefined` takes the field away, and with it every object above that is empty
 * by that, down to `spec`. Everything else keeps its value, its place and its identity; a list never grows or shrinks by it.
 */
export function withField(object: JsonObject, path: FieldPath, value: unknown): JsonObject {
  const next = changed(object, path, value)
  return isObject(next) ? next : object
}

function changed(at: unknown, path: FieldPath, value: unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined) return value
  if (Array.isArray(at)) {
    if (typeof step !== 'number' || step < 0 || step >= at.length) return at
    return at.with(step, rest.length === 0 ? value : changed(at[step], rest, value))
  }
  if (at !== undefined && !isObject(at)) return at
  const old = at ?? {}
  const key = String(step)
  const inner = Object.hasOwn(old, key) ? old[key] : undefined
  if (inner === undefined && value === undefined) return at
  const next = rest.length === 0 ? value : changed(inner, rest, value)
  if (next === inner) return at
  return next === undefined || (value === undefined && isEmptied(next, key))
    ? without(old, key)
    : { ...old, [key]: next }
}

/** An object that lost its last field means nothing more; the spec itself stays. */
function isEmptied(value: unknown, key: string): boolean {
  return isObject(value) && Object.keys(value).length === 0 && key !== 'spec'
}

function without(object: JsonObject, key: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key))
}
