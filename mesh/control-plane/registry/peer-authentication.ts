import type { MutualTlsMode } from '../../../lib/domain/istio/peer-authentication.ts'
import type { PeerAuthenticationObject } from '../ingest/parse-objects.ts'
import type { Labels } from './model.ts'
import { matchesLabels } from './services.ts'

export type EffectiveMode = Exclude<MutualTlsMode, 'UNSET'>

/** Effective mode of a workload: for the whole of it, and for single ports that differ. */
export interface InboundPolicy {
  readonly mode: EffectiveMode
  readonly ports: ReadonlyMap<number, EffectiveMode>
}

export interface PolicyTarget {
  readonly namespace: string
  readonly labels: Labels
}

/**
 * Merges PeerAuthentications by Istio's rule: mesh (root namespace, no selector), then namespace, then workload
 * selector; the oldest wins within a tier; UNSET inherits; nothing set means PERMISSIVE.
 * @param policies oldest first
 */
export function inboundPolicy(
  policies: readonly PeerAuthenticationObject[],
  rootNamespace: string,
  target: PolicyTarget,
): InboundPolicy {
  const selectorOf = ({ spec }: PeerAuthenticationObject) => spec.selector?.matchLabels ?? {}
  const isWide = (policy: PeerAuthenticationObject) => Object.keys(selectorOf(policy)).length === 0
  const inNamespace = (namespace: string) => policies.filter(({ metadata }) => metadata.namespace === namespace)
  const mesh = inNamespace(rootNamespace).find(isWide)
  const namespaced = inNamespace(target.namespace).find(isWide)
  const workload = inNamespace(target.namespace).find(
    (policy) => !isWide(policy) && matchesLabels(selectorOf(policy), target.labels),
  )
  const mode = [mesh, namespaced, workload].reduce<EffectiveMode>(
    (inherited, policy) => effective(policy?.spec.mtls?.mode, inherited),
    'PERMISSIVE',
  )
  const ports = Object.entries(workload?.spec.portLevelMtls ?? {}).map(
    ([port, settings]) => [Number(port), effective(settings.mode, mode)] as const,
  )
  return { mode, ports: new Map(ports) }
}

/** Mode of one workload port. */
export function modeOfPort(policy: InboundPolicy, port: number): EffectiveMode {
  return policy.ports.get(port) ?? policy.mode
}

function effective(mode: MutualTlsMode | undefined, inherited: EffectiveMode): EffectiveMode {
  return mode === undefined || mode === 'UNSET' ? inherited : mode
}
