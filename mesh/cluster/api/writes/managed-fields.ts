import { isObject, listAt, objectAt, sameJson, stringAt } from '../../../../lib/domain/kubernetes/json.ts'
import type { KubernetesObject } from '../../../../lib/domain/kubernetes/object.ts'

export interface FieldWrite {
  readonly manager: string
  readonly subresource?: string | undefined
  readonly time: string
}

/**
 * metadata.managedFields after a write: the manager's entry names the top-level fields (and below metadata the
 * labels and annotations) that it changed. Coarser than Kubernetes' own, enough to say who touched what.
 */
export function managedFields(old: KubernetesObject | undefined, next: KubernetesObject, write: FieldWrite): unknown[] {
  const before = listAt(old, 'metadata', 'managedFields').filter(isObject)
  const changed = changedFields(old, next)
  if (Object.keys(changed).length === 0) return before
  const isSame = (entry: Record<string, unknown>) =>
    entry['manager'] === write.manager && stringAt(entry, 'subresource') === write.subresource
  const mine = before.find(isSame)
  return [
    ...before.filter((entry) => !isSame(entry)),
    {
      manager: write.manager,
      operation: 'Update',
      apiVersion: next.apiVersion,
      time: write.time,
      fieldsType: 'FieldsV1',
      fieldsV1: { ...objectAt(mine, 'fieldsV1'), ...changed },
      ...(write.subresource === undefined ? {} : { subresource: write.subresource }),
    },
  ]
}

function changedFields(old: KubernetesObject | undefined, next: KubernetesObject): Record<string, unknown> {
  const fields = Object.keys(next).filter(
    (key) => !['apiVersion', 'kind', 'metadata'].includes(key) && !sameJson(next[key], old?.[key]),
  )
  const metadata = ['labels', 'annotations', 'ownerReferences', 'finalizers'].filter(
    (key) => next.metadata[key] !== undefined && !sameJson(next.metadata[key], old?.metadata[key]),
  )
  return {
    ...(metadata.length === 0 ? {} : { 'f:metadata': Object.fromEntries(metadata.map((key) => [`f:${key}`, {}])) }),
    ...Object.fromEntries(
      fields.map((key) => [
        `f:${key}`,
        Object.fromEntries(Object.keys(objectAt(next, key)).map((name) => [`f:${name}`, {}])),
      ]),
    ),
  }
}
