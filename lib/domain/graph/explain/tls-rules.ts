import { stringAt, stringsAt, valueAt } from '../../kubernetes/json.ts'
import type { KubernetesObject } from '../../kubernetes/object.ts'
import type { ExplainedObject, RequiredTls, SentTls } from './model.ts'

/** Where mesh-wide policy lives. */
const ROOT_NAMESPACE = 'istio-system'

export interface Callee {
  readonly namespace: string
  readonly labels: Readonly<Record<string, string>>
}

/** The PeerAuthentication in force at a callee: its own, else its namespace's, else the mesh's; the oldest of equals. */
export function requiredTls(policies: readonly KubernetesObject[], callee: Callee): RequiredTls | null {
  const inOrder = policies.toSorted((a, b) =>
    (a.metadata.creationTimestamp ?? '').localeCompare(b.metadata.creationTimestamp ?? ''),
  )
  const own = inOrder.filter(({ metadata }) => metadata.namespace === callee.namespace)
  const candidates = [
    ...own.filter((policy) => hasSelector(policy) && selects(policy, callee.labels)),
    ...own.filter((policy) => !hasSelector(policy)),
    ...inOrder.filter((policy) => policy.metadata.namespace === ROOT_NAMESPACE && !hasSelector(policy)),
  ]
  for (const policy of candidates) {
    const mode = stringAt(policy, 'spec', 'mtls', 'mode')
    if (mode === 'STRICT' || mode === 'PERMISSIVE' || mode === 'DISABLE') return { mode, object: referenceOf(policy) }
  }
  return null
}

/** The TLS mode of the first of a host's DestinationRules that has one. */
export function sentTls(destinationRules: readonly KubernetesObject[]): SentTls | null {
  for (const rule of destinationRules) {
    const mode = stringAt(rule, 'spec', 'trafficPolicy', 'tls', 'mode')
    if (mode !== undefined) return { mode, object: referenceOf(rule) }
  }
  return null
}

/** Whether a policy with a selector picks pods with these labels; one without picks all of its namespace. */
export function selects(policy: KubernetesObject, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(stringsAt(policy, 'spec', 'selector', 'matchLabels')).every(
    ([key, value]) => labels[key] === value,
  )
}

function hasSelector(policy: KubernetesObject): boolean {
  return valueAt(policy, 'spec', 'selector') !== undefined
}

export function referenceOf({ kind, metadata }: KubernetesObject): ExplainedObject {
  return { kind, namespace: metadata.namespace ?? '', name: metadata.name ?? '' }
}
