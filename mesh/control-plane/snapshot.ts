import type { KubernetesObject } from '../../lib/domain/kubernetes/object.ts'
import type {
  GatewayObject,
  MeshObjects,
  ObjectProblem,
  PeerAuthenticationObject,
  SidecarObject,
  VirtualServiceObject,
} from './ingest/parse-objects.ts'
import { parseObjects } from './ingest/parse-objects.ts'
import { destinationRuleSet, type DestinationRuleSet } from './registry/destination-rules.ts'
import { accountsOf, endpointsOf, type AccountIndex, type EndpointIndex } from './registry/endpoints.ts'
import { gatewayProblems } from './registry/gateway-problems.ts'
import { keepEntries, keepEqual, keepItems, sameItems } from './registry/keep.ts'
import { meshConfigOf, type MeshConfig } from './registry/mesh-config.ts'
import type { MeshService, Workload } from './registry/model.ts'
import { inboundPolicy, type InboundPolicy } from './registry/peer-authentication.ts'
import { servicesOf } from './registry/services.ts'
import { assignServiceIndexes } from './registry/service-indexes.ts'
import { workloadsOf } from './registry/workloads.ts'

/** The mesh at one moment, immutable: everything that configuration is computed from. */
export interface Snapshot {
  /** Counts up with each snapshot of this process. */
  readonly generation: number
  /** Milliseconds since the epoch. */
  readonly builtAt: number
  readonly config: MeshConfig
  readonly services: readonly MeshService[]
  readonly serviceByHost: ReadonlyMap<string, MeshService>
  readonly endpoints: EndpointIndex
  /** Service accounts behind each service, by host. */
  readonly accounts: AccountIndex
  /** Objects whose endpoints are written into them. */
  readonly entries: readonly KubernetesObject[]
  /** By `NAMESPACE/NAME`. */
  readonly workloads: ReadonlyMap<string, Workload>
  readonly virtualServices: readonly VirtualServiceObject[]
  readonly destinationRules: DestinationRuleSet
  readonly gateways: readonly GatewayObject[]
  readonly peerAuthentications: readonly PeerAuthenticationObject[]
  readonly sidecars: readonly SidecarObject[]
  /** Inbound mTLS of each workload, by `NAMESPACE/NAME`. */
  readonly inboundPolicies: ReadonlyMap<string, InboundPolicy>
  readonly problems: readonly ObjectProblem[]
}

/**
 * Builds the next snapshot from a plain list of objects, wherever they come from; parts that did not change are the
 * previous snapshot's own. `now` is in milliseconds since the epoch.
 */
export function buildSnapshot(objects: readonly KubernetesObject[], now: number, previous?: Snapshot): Snapshot {
  const parsed = parseObjects(objects)
  const { config: settings, problem } = meshConfigOf(parsed, previous?.config)
  const config = keepEqual(previous?.config, settings)
  const services = keepEqual(previous?.services, assignServiceIndexes(servicesOf(parsed, config)))
  const workloads = keepEntries(previous?.workloads, workloadsOf(parsed))
  const endpoints = keepEntries(previous?.endpoints, endpointsOf({ objects: parsed, services, workloads }))
  return {
    generation: (previous?.generation ?? 0) + 1,
    builtAt: now,
    config,
    services,
    serviceByHost: new Map(services.map((service) => [service.host, service])),
    endpoints,
    accounts: keepEntries(previous?.accounts, accountsOf(endpoints, services)),
    workloads,
    inboundPolicies: policiesOf(parsed.byKind.PeerAuthentication, config.rootNamespace, workloads),
    ...configuration(parsed, config, previous),
    problems: [
      ...parsed.problems,
      ...(problem === undefined ? [] : [configProblem(problem)]),
      ...gatewayProblems(parsed.byKind.Gateway),
    ],
  }
}

function configuration({ byKind }: MeshObjects, config: MeshConfig, previous: Snapshot | undefined) {
  const virtualServices = keepItems(previous?.virtualServices, byKind.VirtualService)
  const { destinationRules: before } = previous ?? {}
  const isSame = before?.config === config && sameItems(before.rules, byKind.DestinationRule)
  return {
    virtualServices,
    destinationRules: before !== undefined && isSame ? before : destinationRuleSet(byKind.DestinationRule, config),
    gateways: keepItems(previous?.gateways, byKind.Gateway),
    peerAuthentications: keepItems(previous?.peerAuthentications, byKind.PeerAuthentication),
    sidecars: keepItems(previous?.sidecars, byKind.Sidecar),
    entries: keepItems<KubernetesObject>(previous?.entries, entriesOf(byKind)),
  }
}

function entriesOf({ ServiceEntry, WorkloadEntry }: MeshObjects['byKind']): readonly KubernetesObject[] {
  return [...ServiceEntry, ...WorkloadEntry]
}

function policiesOf(
  policies: readonly PeerAuthenticationObject[],
  rootNamespace: string,
  workloads: ReadonlyMap<string, Workload>,
): ReadonlyMap<string, InboundPolicy> {
  return new Map([...workloads].map(([key, workload]) => [key, inboundPolicy(policies, rootNamespace, workload)]))
}

function configProblem(message: string): ObjectProblem {
  return { kind: 'ConfigMap', namespace: 'istio-system', name: 'istio', message }
}
