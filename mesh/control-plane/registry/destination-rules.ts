import type { TrafficPolicy } from '../../../lib/domain/istio/traffic-policy.ts'
import type { Subset } from '../../../lib/domain/istio/destination-rule.ts'
import type { DestinationRuleObject } from '../ingest/parse-objects.ts'
import { coversHost, mostSpecific } from './hosts.ts'
import type { MeshConfig } from './mesh-config.ts'
import type { Labels, MeshService } from './model.ts'
import { isExportedTo, matchesLabels, resolveHost } from './services.ts'

/** What applies to one service for one client: the merged rules of the namespace that was chosen. */
export interface ServicePolicy {
  readonly trafficPolicy: TrafficPolicy | undefined
  readonly subsets: readonly Subset[]
  /** `kind/namespace/name` of the first rule, for metadata. */
  readonly source: { readonly namespace: string; readonly name: string } | undefined
}

export interface PolicyClient {
  readonly namespace: string
  readonly labels: Labels
}

const none: ServicePolicy = { trafficPolicy: undefined, subsets: [], source: undefined }

/**
 * Looks a service's DestinationRule up for a client by Istio's rule: a rule with a workload selector in the client's
 * namespace, then the client's namespace, then the service's, then the root's (the last two only if exported to the
 * client); the most specific host wins; rules for one host in one namespace are merged (first policy, all subsets).
 * @param rules oldest first
 */
export function servicePolicy(rules: DestinationRuleSet, client: PolicyClient, service: MeshService): ServicePolicy {
  const selected = bestOf(
    rules.inNamespace(client.namespace).filter((rule) => selects(rule, client)),
    service.host,
  )
  if (selected.length > 0) return merge(selected)
  const tiers = [client.namespace, service.namespace, rules.config.rootNamespace]
  for (const namespace of tiers) {
    const candidates = rules
      .inNamespace(namespace)
      .filter((rule) => rule.spec.workloadSelector === undefined && rules.isExported(rule, client.namespace))
    const found = bestOf(candidates, service.host)
    if (found.length > 0) return merge(found)
  }
  return none
}

/** DestinationRules by namespace, with the defaults that decide who sees them. */
export interface DestinationRuleSet {
  readonly config: MeshConfig
  readonly rules: readonly DestinationRuleObject[]
  inNamespace(namespace: string): readonly DestinationRuleObject[]
  isExported(rule: DestinationRuleObject, clientNamespace: string): boolean
}

export function destinationRuleSet(rules: readonly DestinationRuleObject[], config: MeshConfig): DestinationRuleSet {
  const byNamespace = new Map<string, DestinationRuleObject[]>()
  for (const rule of rules) {
    const namespace = rule.metadata.namespace ?? 'default'
    byNamespace.set(namespace, [...(byNamespace.get(namespace) ?? []), rule])
  }
  return {
    config,
    rules,
    inNamespace: (namespace) => byNamespace.get(namespace) ?? [],
    isExported: ({ metadata, spec }, clientNamespace) =>
      isExportedTo(
        spec.exportTo ?? config.defaultDestinationRuleExportTo,
        metadata.namespace ?? 'default',
        clientNamespace,
      ),
  }
}

function selects({ spec }: DestinationRuleObject, { labels }: PolicyClient): boolean {
  return spec.workloadSelector !== undefined && matchesLabels(spec.workloadSelector.matchLabels ?? {}, labels)
}

function hostOf({ metadata, spec }: DestinationRuleObject): string {
  return resolveHost(spec.host, metadata.namespace ?? 'default')
}

function bestOf(rules: readonly DestinationRuleObject[], host: string): DestinationRuleObject[] {
  const best = mostSpecific(
    rules.filter((rule) => coversHost(hostOf(rule), host)),
    hostOf,
    host,
  )
  return best === undefined ? [] : rules.filter((rule) => hostOf(rule) === hostOf(best))
}

function merge(rules: readonly DestinationRuleObject[]): ServicePolicy {
  const [first] = rules
  const subsets = new Map<string, Subset>()
  for (const subset of rules.flatMap(({ spec }) => spec.subsets ?? []))
    if (!subsets.has(subset.name)) subsets.set(subset.name, subset)
  return {
    trafficPolicy: rules.find(({ spec }) => spec.trafficPolicy !== undefined)?.spec.trafficPolicy,
    subsets: [...subsets.values()],
    source: first && { namespace: first.metadata.namespace ?? 'default', name: first.metadata.name },
  }
}

/** What applies to one port, its own settings worked in. */
export type PortPolicy = Omit<TrafficPolicy, 'portLevelSettings'>

/** The policy of one port of one subset: mesh default, then the host's, then the subset's; a port's own settings replace what they cover. */
export function portPolicy(
  policy: ServicePolicy,
  port: number,
  layers: { base?: TrafficPolicy | undefined; subset?: Subset },
): PortPolicy {
  const host = merged(layers.base ?? {}, atPort(policy.trafficPolicy ?? {}, port))
  return merged(host, atPort(layers.subset?.trafficPolicy ?? {}, port))
}

function atPort({ portLevelSettings, ...rest }: TrafficPolicy, port: number): PortPolicy {
  const settings = portLevelSettings?.find((entry) => entry.port?.number === port)
  if (settings === undefined) return rest
  const { loadBalancer, connectionPool, outlierDetection, tls } = settings
  const { loadBalancer: _l, connectionPool: _c, outlierDetection: _o, tls: _t, ...others } = rest
  return defined({ ...others, loadBalancer, connectionPool, outlierDetection, tls })
}

function merged(under: PortPolicy, over: PortPolicy): PortPolicy {
  return { ...under, ...over }
}

/** Guarantee: only members that are undefined are dropped, which the optional members of the type allow. */
function defined(policy: { [Key in keyof PortPolicy]?: PortPolicy[Key] | undefined }): PortPolicy {
  return Object.fromEntries(Object.entries(policy).filter(([, value]) => value !== undefined)) as PortPolicy
}
