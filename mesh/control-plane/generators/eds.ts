import { endpointMetadata } from '../../proxy/telemetry/metadata.ts'
import type { JsonObject } from '../envoy-json.ts'
import type { Endpoint, EndpointHealth } from '../registry/model.ts'
import { inboundPolicy, modeOfPort } from '../registry/peer-authentication.ts'
import type { Snapshot } from '../snapshot.ts'
import {
  endpointsOfTarget,
  isBalancedByEds,
  localityRule,
  outboundTargets,
  type OutboundTarget,
} from './clusters/outbound.ts'
import { localityGroups } from './locality.ts'
import type { ProxyView } from './view.ts'

/** Endpoints of every EDS cluster of one proxy, grouped by locality. */
export function generateEndpoints(view: ProxyView): JsonObject[] {
  return outboundTargets(view)
    .filter((target) => isBalancedByEds(view, target))
    .map((target) => loadAssignment(view, target))
}

function loadAssignment(view: ProxyView, target: OutboundTarget): JsonObject {
  const { proxy, snapshot } = view
  const groups = localityGroups(endpointsOfTarget(view, target), {
    client: proxy.locality,
    ...localityRule(view, target),
  })
  return {
    cluster_name: target.name,
    endpoints: groups.map(({ locality, members, priority, weight }) => ({
      locality: { region: locality.region, zone: locality.zone, sub_zone: locality.subzone },
      ...(priority > 0 && { priority }),
      load_balancing_weight: weight,
      lb_endpoints: members.toSorted(byAddress).map((endpoint) => lbEndpoint(endpoint, snapshot)),
    })),
  }
}

function byAddress(a: Endpoint, b: Endpoint): number {
  return a.address === b.address ? a.port - b.port : a.address < b.address ? -1 : 1
}

const healthStatus: Record<EndpointHealth, string> = {
  healthy: 'HEALTHY',
  unhealthy: 'UNHEALTHY',
  draining: 'DRAINING',
}

function lbEndpoint(endpoint: Endpoint, snapshot: Snapshot): JsonObject {
  const { address, port, health, identity, hasProxy, weight } = endpoint
  return {
    endpoint: { address: { socket_address: { address, port_value: port } } },
    health_status: healthStatus[health],
    load_balancing_weight: weight || 1,
    metadata: endpointMetadata({ identity, hasProxy, mutualTls: hasProxy && takesMutualTls(endpoint, snapshot) }),
  }
}

// Policies are few; workloads with the same labels give the same answer.
function takesMutualTls({ namespace, labels, port }: Endpoint, { peerAuthentications, config }: Snapshot): boolean {
  if (peerAuthentications.length === 0) return true
  return modeOfPort(inboundPolicy(peerAuthentications, config.rootNamespace, { namespace, labels }), port) !== 'DISABLE'
}
