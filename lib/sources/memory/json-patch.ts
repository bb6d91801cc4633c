import { isObject, sameJson } from '../../domain/kubernetes/json.ts'
import type { JsonPatch } from '../ports.ts'

/** Applies RFC 6902 operations to a copy. @throws Error when a path is missing or a `test` does not hold */
export function applyJsonPatch(document: unknown, patch: JsonPatch): unknown {
  let result = structuredClone(document)
  for (const { op, path, value } of patch) result = applyOne(result, { op, keys: keysOf(path), value })
  return result
}

interface Operation {
  readonly op: unknown
  readonly keys: readonly string[]
  readonly value: unknown
}

function keysOf(path: unknown): string[] {
  if (typeof path !== 'string') throw new Error('a patch operation has no path')
  const parts = path.split('/').slice(1)
  return parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function applyOne(document: unknown, { op, keys, value }: Operation): unknown {
  const [key, ...rest] = keys
  if (key === undefined) return atEnd(document, op, value)
  if (Array.isArray(document)) {
    const place = key === '-' ? document.length : Number(key)
    if (rest.length > 0) return document.with(place, applyOne(document[place], { op, keys: rest, value }))
    if (op === 'add') return document.toSpliced(place, 0, value)
    if (op === 'remove') return document.toSpliced(place, 1)
    return document.with(place, atEnd(document[place], op, value))
  }
  if (!isObject(document)) throw new Error(`there is nothing at ${key}`)
  if (rest.length > 0) return { ...document, [key]: applyOne(document[key], { op, keys: rest, value }) }
  if (op === 'remove') return Object.fromEntries(Object.entries(document).filter(([name]) => name !== key))
  return { ...document, [key]: op === 'add' ? value : atEnd(document[key], op, value) }
}

function atEnd(found: unknown, op: unknown, value: unknown): unknown {
  if (op !== 'test') return value
  if (!sameJson(found, value)) throw new Error(`test failed: ${JSON.stringify(found)} is not ${JSON.stringify(value)}`)
  return found
}
