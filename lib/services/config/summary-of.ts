import { ownedMetadataSchema, ownerOf } from '../../domain/routing/owner.ts'
import type { KubernetesObject } from '../../domain/kubernetes/object.ts'
import type { ConfigSummary } from '../../contract/config.ts'

/** Identity, age and owner of an object. Findings of the validation come with the checks. */
export function summaryOf(object: KubernetesObject): ConfigSummary {
  const { namespace = '', name = '', resourceVersion = '', creationTimestamp } = object.metadata
  const parsed = ownedMetadataSchema.safeParse(object.metadata)
  const { managers, ...owner } = ownerOf(parsed.success ? parsed.data : {})
  return {
    apiVersion: object.apiVersion,
    kind: object.kind,
    namespace,
    name,
    resourceVersion,
    createdAt: creationTimestamp ?? null,
    owner: { ...owner, managers: [...managers] },
    findings: [],
  }
}
