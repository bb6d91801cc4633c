import { z } from 'zod'
import { isObject, sameJson } from '../../../../lib/domain/kubernetes/json.ts'

const pointer = z.string().regex(/^(\/.*)?$/s, 'must be empty or begin with /')
const operation = z.discriminatedUnion('op', [
  z.object({ op: z.enum(['add', 'replace', 'test']), path: pointer, value: z.unknown() }),
  z.object({ op: z.literal('remove'), path: pointer }),
  z.object({ op: z.enum(['move', 'copy']), path: pointer, from: pointer }),
])
export const jsonPatch = z.array(operation).max(10_000)
export type JsonPatch = z.infer<typeof jsonPatch>
export type JsonPatchOperation = JsonPatch[number]

/** A JSON Patch that does not fit the document: `message` names operation, path and reason. */
export class JsonPatchError extends Error {}

/**
 * Applies RFC 6902. The document given is not changed.
 * @throws JsonPatchError at the first operation that can't be done, a failing `test` among them
 */
export function applyJsonPatch(document: unknown, patch: JsonPatch): unknown {
  return patch.reduce(applyOperation, structuredClone(document))
}

function applyOperation(document: unknown, step: JsonPatchOperation): unknown {
  const path = segments(step.path)
  switch (step.op) {
    case 'add':
      return place(document, path, { value: structuredClone(step.value), insert: true, step })
    case 'replace':
      read(document, path, step)
      return place(document, path, { value: structuredClone(step.value), insert: false, step })
    case 'test': {
      const actual = read(document, path, step)
      if (sameJson(actual, step.value)) return document
      throw new JsonPatchError(
        `test of ${step.path} failed: the value is ${JSON.stringify(actual)}, not ${JSON.stringify(step.value)}`,
      )
    }
    case 'remove':
      return remove(document, path, step)
    case 'copy':
      return place(document, path, {
        value: structuredClone(read(document, segments(step.from), step)),
        insert: true,
        step,
      })
    case 'move': {
      if (step.path.startsWith(`${step.from}/`)) throw failure(step, 'a value cannot be moved into itself')
      const value = read(document, segments(step.from), step)
      return place(remove(document, segments(step.from), step), path, { value, insert: true, step })
    }
  }
}

function segments(path: string): string[] {
  return path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function failure(step: JsonPatchOperation, reason: string): JsonPatchError {
  return new JsonPatchError(`${step.op} ${step.path}: ${reason}`)
}

function read(document: unknown, path: readonly string[], step: JsonPatchOperation): unknown {
  return path.reduce((current, key) => child(current, key, step), document)
}

function child(parent: unknown, key: string, step: JsonPatchOperation): unknown {
  if (Array.isArray(parent)) return parent[existingIndex(parent, key, step)]
  if (isObject(parent) && Object.hasOwn(parent, key)) return parent[key]
  throw failure(step, `there is no ${JSON.stringify(key)}`)
}

function existingIndex(list: readonly unknown[], key: string, step: JsonPatchOperation): number {
  const index = /^(0|[1-9]\d*)$/.test(key) ? Number(key) : -1
  if (index >= 0 && index < list.length) return index
  throw failure(step, `${JSON.stringify(key)} is no index of a list of ${list.length}`)
}

interface Placement {
  readonly value: unknown
  /** In a list: insert before the index (`-` appends) instead of replacing. */
  readonly insert: boolean
  readonly step: JsonPatchOperation
}

// The document is our own copy, so it is changed in place.
function place(document: unknown, path: readonly string[], placement: Placement): unknown {
  const { value, insert, step } = placement
  const key = path.at(-1)
  if (key === undefined) return value
  const parent = read(document, path.slice(0, -1), step)
  if (Array.isArray(parent)) {
    const index =
      insert && (key === '-' || key === String(parent.length)) ? parent.length : existingIndex(parent, key, step)
    parent.splice(index, insert ? 0 : 1, value)
    return document
  }
  if (!isObject(parent)) throw failure(step, 'its parent is neither an object nor a list')
  setField(parent, key, value)
  return document
}

// defineProperty, because an assignment to __proto__ would change the prototype instead of a field.
function setField(target: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
}

function remove(document: unknown, path: readonly string[], step: JsonPatchOperation): unknown {
  const key = path.at(-1)
  if (key === undefined) throw failure(step, 'the whole document cannot be removed')
  const parent = read(document, path.slice(0, -1), step)
  if (Array.isArray(parent)) parent.splice(existingIndex(parent, key, step), 1)
  else if (isObject(parent) && Object.hasOwn(parent, key)) delete parent[key]
  else throw failure(step, `there is no ${JSON.stringify(key)}`)
  return document
}
