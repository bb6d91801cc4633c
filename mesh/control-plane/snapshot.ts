import type { KubernetesObject } from '../../lib/domain/kubernetes/object.ts'
import type {
  GatewayObject,
  ObjectProblem,
  PeerAuthenticationObject,
  SidecarObject,
  VirtualServiceObject,
} from './ingest/parse-objects.ts'
import { parseObjects } from './ingest/parse-objects.ts'
import { destinationRuleSet, type DestinationRuleSet } from './registry/destination-rules.ts'
import { endpointsOf, type EndpointIndex } from './registry/endpoints.ts'
import { meshConfigOf, type MeshConfig } from './registry/mesh-config.ts'
import type { MeshService, Workload } from './registry/model.ts'
import { inboundPolicy, type InboundPolicy } from './registry/peer-authentication.ts'
import { servicesOf } from './registry/services.ts'
import { assignServiceIndexes } from './registry/service-indexes.ts'
import { workloadKey, workloadsOf } from './registry/workloads.ts'

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

/** Builds the next snapshot from a plain list of objects, wherever they come from. `now` is in milliseconds since the epoch. */
export function buildSnapshot(objects: readonly KubernetesObject[], now: number, previous?: Snapshot): Snapshot {
  const parsed = parseObjects(objects)
  const { config, problem } = meshConfigOf(parsed, previous?.config)
  const services = assignServiceIndexes(servicesOf(parsed, config))
  const workloads = workloadsOf(parsed)
  const { PeerAuthentication: peerAuthentications } = parsed.byKind
  const policyOf = (workload: Workload) => inboundPolicy(peerAuthentications, config.rootNamespace, workload)
  return {
    generation: (previous?.generation ?? 0) + 1,
    builtAt: now,
    config,
    services,
    serviceByHost: new Map(services.map((service) => [service.host, service])),
    endpoints: endpointsOf({ objects: parsed, services, workloads }),
    workloads,
    virtualServices: parsed.byKind.VirtualService,
    destinationRules: destinationRuleSet(parsed.byKind.DestinationRule, config),
    gateways: parsed.byKind.Gateway,
    peerAuthentications,
    sidecars: parsed.byKind.Sidecar,
    inboundPolicies: new Map(
      [...workloads.values()].map((workload) => [workloadKey(workload.namespace, workload.name), policyOf(workload)]),
    ),
    problems: problem === undefined ? parsed.problems : [...parsed.problems, configProblem(problem)],
  }
}

function configProblem(message: string): ObjectProblem {
  return { kind: 'ConfigMap', namespace: 'istio-system', name: 'istio', message }
}
