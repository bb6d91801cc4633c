import { stringAt, valueAt } from '../kubernetes/json.ts'
import type { KubernetesObject } from '../kubernetes/object.ts'

export type MtlsMode = 'STRICT' | 'PERMISSIVE' | 'DISABLE'

/** The mode in force, and where it comes from: a policy of the namespace or of the mesh, or Istio's default. */
export interface EffectiveMtls {
  readonly mode: MtlsMode
  readonly from: 'namespace' | 'mesh' | 'default'
  readonly policy: { readonly namespace: string; readonly name: string } | null
  /** Policies of the namespace that say something else for some workloads or ports. */
  readonly exceptions: number
}

/**
 * PeerAuthentication in force for a namespace, or for the mesh when `namespace` is the root namespace: the namespace's
 * policy, then the mesh's, then PERMISSIVE. UNSET inherits; of several without a selector the oldest counts
 * (Istio, reference 1.6).
 */
export function effectiveMtls(
  namespace: string,
  policies: readonly KubernetesObject[],
  rootNamespace = 'istio-system',
): EffectiveMtls {
  const exceptions = policies.filter((policy) => policy.metadata.namespace === namespace && !isWide(policy)).length
  const own = namespace === rootNamespace ? undefined : widePolicy(namespace, policies)
  const mesh = widePolicy(rootNamespace, policies)
  const found = own ?? mesh
  if (found === undefined) return { mode: 'PERMISSIVE', from: 'default', policy: null, exceptions }
  return { mode: found.mode, from: own === undefined ? 'mesh' : 'namespace', policy: found.policy, exceptions }
}

function widePolicy(namespace: string, policies: readonly KubernetesObject[]) {
  const [oldest] = policies
    .filter((policy) => policy.metadata.namespace === namespace && isWide(policy))
    .toSorted((a, b) => keyOf(a).localeCompare(keyOf(b)))
  const mode = stringAt(oldest, 'spec', 'mtls', 'mode')
  if (mode !== 'STRICT' && mode !== 'PERMISSIVE' && mode !== 'DISABLE') return undefined
  return { mode, policy: { namespace, name: oldest?.metadata.name ?? '' } } as const
}

function isWide(policy: KubernetesObject): boolean {
  const labels = valueAt(policy, 'spec', 'selector', 'matchLabels')
  return labels === undefined || (typeof labels === 'object' && labels !== null && Object.keys(labels).length === 0)
}

function keyOf({ metadata }: KubernetesObject): string {
  return `${metadata.creationTimestamp ?? ''} ${metadata.name ?? ''}`
}
