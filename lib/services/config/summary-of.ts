import { ownedMetadataSchema, ownerOf } from '../../domain/routing/owner.ts'
import type { KubernetesObject } from '../../domain/kubernetes/object.ts'
import type { ConfigSummary } from '../../contract/config.ts'
import type { CheckedWorld } from './read-world.ts'

/** Identity, age, owner and findings of an object; no findings where the checks know nothing of the cluster yet. */
export function summaryOf(object: KubernetesObject, checked: CheckedWorld | null): ConfigSummary {
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
    findings: (checked?.findingsOf(object) ?? []).map((finding) => ({ ...finding, aliases: [...finding.aliases] })),
  }
}
