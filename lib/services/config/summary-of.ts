import { ownedMetadataSchema, ownerOf } from '../../domain/routing/owner.ts'
import type { KubernetesObject } from '../../domain/kubernetes/object.ts'
import type { World } from '../../domain/validation/checker.ts'
import { findingsOf } from '../../domain/validation/checkers.ts'
import type { ConfigSummary } from '../../contract/config.ts'

/** Identity, age, owner and findings of an object; no findings where the checks know nothing of the cluster yet. */
export function summaryOf(object: KubernetesObject, world: World | null): ConfigSummary {
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
    findings: world === null ? [] : findingsOf({ kind: object.kind, namespace, name, object }, world),
  }
}
