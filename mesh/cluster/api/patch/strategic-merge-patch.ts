import { isObject, sameJson, valueAt, type JsonObject } from '../../../../lib/domain/kubernetes/json.ts'
import { resolve, type JsonSchema } from '../schema/json-schema.ts'
import { kubernetesDefinitions } from '../schema/kubernetes-schema.ts'

/** A strategic merge patch that contradicts itself or the schema. */
export class StrategicPatchError extends Error {}

const deleteFromPrefix = '$deleteFromPrimitiveList/'
const orderPrefix = '$setElementOrder/'

/**
 * Applies Kubernetes' strategic merge patch: like a merge patch, but lists whose schema names a merge key are merged
 * item by item. Understands `$patch: delete|replace|merge`, `$retainKeys`, `$setElementOrder/…` and
 * `$deleteFromPrimitiveList/…`. The inputs are not changed.
 * @throws StrategicPatchError with one sentence
 */
export function applyStrategicMergePatch(target: unknown, patch: unknown, schema: JsonSchema): unknown {
  if (!isObject(patch)) return patch
  return mergeObjects(isObject(target) ? target : {}, patch, schema)
}

function mergeObjects(target: JsonObject, patch: JsonObject, schema: JsonSchema): JsonObject {
  const directive = patch['$patch']
  if (directive === 'replace') return withoutDirectives(patch)
  if (directive === 'delete') return {}
  if (directive !== undefined && directive !== 'merge')
    throw new StrategicPatchError(`$patch is ${JSON.stringify(directive)}: must be merge, replace or delete`)
  const kept = retained(target, patch['$retainKeys'])
  const result = new Map(Object.entries(kept))
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$')) continue
    const field = fieldSchema(schema, key)
    if (value === null) result.delete(key)
    else if (Array.isArray(value)) result.set(key, mergeLists(result.get(key), value, { field, path: key }))
    else if (isObject(value)) result.set(key, mergeField(result.get(key), value, field))
    else result.set(key, value)
  }
  for (const [key, values] of Object.entries(patch))
    if (key.startsWith(deleteFromPrefix)) deleteValues(result, key.slice(deleteFromPrefix.length), values)
  for (const [key, order] of Object.entries(patch))
    if (key.startsWith(orderPrefix)) {
      const name = key.slice(orderPrefix.length)
      result.set(name, ordered(result.get(name), order, mergeKeyOf(fieldSchema(schema, name))))
    }
  return Object.fromEntries(result)
}

function mergeField(target: unknown, patch: JsonObject, field: JsonSchema): unknown {
  return mergeObjects(isObject(target) ? target : {}, patch, resolve(field, kubernetesDefinitions))
}

function retained(target: JsonObject, keys: unknown): JsonObject {
  if (!Array.isArray(keys)) return target
  return Object.fromEntries(Object.entries(target).filter(([key]) => keys.includes(key)))
}

function withoutDirectives(patch: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(patch).filter(([key]) => !key.startsWith('$')))
}

function fieldSchema(schema: JsonSchema, key: string): JsonSchema {
  const resolved = resolve(schema, kubernetesDefinitions)
  const field = resolved.properties?.[key]
  if (field !== undefined) return field
  return typeof resolved.additionalProperties === 'object' ? resolved.additionalProperties : {}
}

/** The merge key of a list, the empty string for a merged list of plain values, undefined for a replaced list. */
function mergeKeyOf(field: JsonSchema): string | undefined {
  if (field['x-kubernetes-patch-strategy'] !== 'merge') return undefined
  const key = field['x-kubernetes-patch-merge-key']
  return typeof key === 'string' ? key : ''
}

interface ListField {
  readonly field: JsonSchema
  readonly path: string
}

function mergeLists(target: unknown, patch: readonly unknown[], { field, path }: ListField): unknown {
  const mergeKey = mergeKeyOf(field)
  const current = Array.isArray(target) ? target : []
  if (mergeKey === undefined) return patch.filter((item) => !isObject(item) || item['$patch'] === undefined)
  if (mergeKey === '') return [...current, ...patch.filter((item) => !current.some((known) => sameJson(known, item)))]
  if (patch.some((item) => isObject(item) && item['$patch'] === 'replace'))
    return patch.filter((item) => isObject(item) && item['$patch'] === undefined)
  return patch.reduce((list: unknown[], item) => mergeItem(list, item, { field, path, mergeKey }), [...current])
}

function mergeItem(list: unknown[], item: unknown, options: ListField & { mergeKey: string }): unknown[] {
  const { field, path, mergeKey } = options
  if (!isObject(item) || item[mergeKey] === undefined)
    throw new StrategicPatchError(`an item of ${path} lacks its merge key ${mergeKey}`)
  const position = list.findIndex((known) => isObject(known) && sameJson(known[mergeKey], item[mergeKey]))
  if (item['$patch'] === 'delete') return list.filter((_, index) => index !== position)
  const merged = mergeField(list[position], item, field.items ?? {})
  return position < 0 ? [...list, merged] : list.with(position, merged)
}

function deleteValues(result: Map<string, unknown>, key: string, values: unknown): void {
  const list = result.get(key)
  if (!Array.isArray(list) || !Array.isArray(values)) return
  result.set(
    key,
    list.filter((item) => !values.some((value) => sameJson(value, item))),
  )
}

/** Sorts a list by the order the author gave; items that it does not name keep their place after their neighbour. */
function ordered(list: unknown, order: unknown, mergeKey: string | undefined): unknown {
  if (!Array.isArray(list) || !Array.isArray(order) || mergeKey === undefined) return list
  const identity = (item: unknown) => (mergeKey === '' ? JSON.stringify(item) : JSON.stringify(valueAt(item, mergeKey)))
  const wanted = order.map(identity)
  let last = -1
  const ranked = list.map((item: unknown) => {
    const position = wanted.indexOf(identity(item))
    if (position >= 0) last = position
    return { item, rank: position >= 0 ? position : last + 0.5 }
  })
  return ranked.toSorted((a, b) => a.rank - b.rank).map(({ item }) => item)
}
