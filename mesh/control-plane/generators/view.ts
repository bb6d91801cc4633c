import { peerHeaderToAdd } from '../../proxy/telemetry/peer-header.ts'
import type { JsonObject } from '../envoy-json.ts'
import type { MeshConfig } from '../registry/mesh-config.ts'
import type { MeshService } from '../registry/model.ts'
import { servicePolicy, type ServicePolicy } from '../registry/destination-rules.ts'
import { inboundPolicy, type InboundPolicy } from '../registry/peer-authentication.ts'
import type { Proxy } from '../registry/proxy.ts'
import { visibleServices } from '../registry/endpoints.ts'
import { hostRules, meshGateway, type HostRules, type RuleClient } from '../registry/virtual-services.ts'
import { workloadKey } from '../registry/workloads.ts'
import { narrowScope, sidecarOf } from '../registry/sidecar-scope.ts'
import type { Snapshot } from '../snapshot.ts'
import type { Addressing } from './addressing/addressing.ts'
import { inboundPorts, type InboundPort } from './inbound-ports.ts'
import { gatewayServers, type GatewayPort } from './gateway-servers.ts'

/** The mesh as one proxy sees it: what all generators take. Pure and built anew per snapshot. */
export interface ProxyView {
  readonly snapshot: Snapshot
  readonly proxy: Proxy
  readonly addressing: Addressing
  /** Whether the proxy has an identity: without one it is sent nothing that needs certificates. */
  readonly hasIdentity: boolean
  readonly services: readonly MeshService[]
  readonly client: RuleClient
  /** VirtualServices that apply to it, one per host for a sidecar. */
  readonly rules: readonly HostRules[]
  /** The header by which it names itself to servers of the mesh that it calls in plaintext. */
  readonly callerHeader: JsonObject
  readonly outboundMode: MeshConfig['outboundTrafficPolicy']['mode']
  readonly inbound: InboundPolicy
  readonly inboundPorts: readonly InboundPort[]
  /** Ports a gateway exposes; none for a sidecar. */
  readonly gatewayPorts: readonly GatewayPort[]
  policyOf(service: MeshService): ServicePolicy
}

export interface ViewInput {
  readonly snapshot: Snapshot
  readonly proxy: Proxy
  readonly addressing: Addressing
  readonly hasIdentity: boolean
}

export function proxyView(input: ViewInput): ProxyView {
  const { snapshot, proxy } = input
  const { namespace, labels } = proxy
  const gatewayPorts = proxy.role === 'router' ? gatewayServers(snapshot, proxy) : []
  const gateways = new Set(
    proxy.role === 'router'
      ? gatewayPorts.flatMap(({ servers }) => servers.map(({ gateway }) => gateway))
      : [meshGateway],
  )
  const client = { namespace, labels, gateways }
  const sidecar =
    proxy.role === 'sidecar' ? sidecarOf(snapshot.sidecars, snapshot.config.rootNamespace, client) : undefined
  const exported = {
    services: visibleServices(snapshot.services, namespace),
    rules: hostRules(snapshot.virtualServices, snapshot.config, client),
  }
  const scope = narrowScope(exported, sidecar, namespace)
  const outboundMode = sidecar?.spec.outboundTrafficPolicy?.mode ?? snapshot.config.outboundTrafficPolicy.mode
  const policies = new Map<MeshService, ServicePolicy>()
  return {
    ...input,
    ...scope,
    client,
    callerHeader: peerHeaderToAdd(proxy.identity),
    outboundMode: outboundMode === 'REGISTRY_ONLY' ? 'REGISTRY_ONLY' : 'ALLOW_ANY',
    inbound:
      snapshot.inboundPolicies.get(workloadKey(namespace, proxy.podName)) ??
      inboundPolicy(snapshot.peerAuthentications, snapshot.config.rootNamespace, proxy),
    inboundPorts: proxy.role === 'sidecar' ? inboundPorts(snapshot.services, proxy) : [],
    gatewayPorts,
    policyOf(service) {
      const known = policies.get(service) ?? servicePolicy(snapshot.destinationRules, client, service)
      policies.set(service, known)
      return known
    },
  }
}
