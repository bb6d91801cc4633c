import { z } from 'zod'
import { isObject, sameJson } from '../../kubernetes/json.ts'
import type { JsonPatchOperation } from '../patch.ts'

const json = z.json()

/**
 * The JSON Patch that makes one object of another (R41): each write follows a `test` of the value it replaces, and a list
 * is only touched where it differs.
 */
export function patchBetween(before: unknown, after: unknown): JsonPatchOperation[] {
  return differences('', before, after)
}

/** `spec.http[0].timeout and 2 more fields`: what a patch writes, for the ledger. */
export function patchSummary(patch: readonly JsonPatchOperation[]): string {
  const written = [...new Set(patch.filter(({ op }) => op !== 'test').map(({ path }) => fieldName(path)))]
  const [first = 'nothing', ...more] = written
  if (more.length === 0) return `${first} changed`
  return `${first} and ${more.length} more ${more.length === 1 ? 'field' : 'fields'} changed`
}

function differences(path: string, before: unknown, after: unknown): JsonPatchOperation[] {
  if (sameJson(before, after)) return []
  if (isObject(before) && isObject(after)) {
    const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key))
    return [
      ...gone.flatMap((key) => removal(below(path, key), before[key])),
      ...Object.keys(after).flatMap((key): JsonPatchOperation[] =>
        Object.hasOwn(before, key)
          ? differences(below(path, key), before[key], after[key])
          : [{ op: 'add', path: below(path, key), value: json.parse(after[key]) }],
      ),
    ]
  }
  if (Array.isArray(before) && Array.isArray(after)) return listDifferences(path, before, after)
  return [
    { op: 'test', path, value: json.parse(before) },
    { op: 'replace', path, value: json.parse(after) },
  ]
}

/** What both lists begin and end with stays; one element that moved is taken out and put in elsewhere. */
function listDifferences(path: string, before: readonly unknown[], after: readonly unknown[]): JsonPatchOperation[] {
  const shorter = Math.min(before.length, after.length)
  const start = firstDifference(before, after, shorter)
  const end = firstDifference(before.toReversed(), after.toReversed(), shorter - start)
  const old = before.slice(start, before.length - end)
  const next = after.slice(start, after.length - end)
  const at = (place: number) => `${path}/${start + place}`
  if (isRotated(old, next)) {
    return [...removal(at(0), old[0]), { op: 'add', path: at(old.length - 1), value: json.parse(old[0]) }]
  }
  if (isRotated(next, old)) {
    const last = old.length - 1
    return [...removal(at(last), old[last]), { op: 'add', path: at(0), value: json.parse(old[last]) }]
  }
  if (old.length === next.length) return old.flatMap((item, place) => differences(at(place), item, next[place]))
  return [
    ...old
      .map((item, place) => removal(at(place), item))
      .toReversed()
      .flat(),
    ...next.map((item, place): JsonPatchOperation => ({ op: 'add', path: at(place), value: json.parse(item) })),
  ]
}

/** Whether the second list is the first with its first element at the end. */
function isRotated(list: readonly unknown[], other: readonly unknown[]): boolean {
  return list.length > 1 && list.length === other.length && sameJson([...list.slice(1), list[0]], other)
}

function firstDifference(left: readonly unknown[], right: readonly unknown[], limit: number): number {
  let place = 0
  while (place < limit && sameJson(left[place], right[place])) place += 1
  return place
}

function removal(path: string, value: unknown): JsonPatchOperation[] {
  return [
    { op: 'test', path, value: json.parse(value) },
    { op: 'remove', path },
  ]
}

function below(path: string, key: string): string {
  return `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
}

function fieldName(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((name, part) => (/^\d+$/.test(part) ? `${name}[${part}]` : `${name}${name === '' ? '' : '.'}${part}`), '')
}
