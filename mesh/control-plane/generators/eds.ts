import { endpointMetadata } from '../../proxy/telemetry/metadata.ts'
import type { JsonObject } from '../envoy-json.ts'
import { groupBy } from '../registry/group-by.ts'
import type { Endpoint, EndpointHealth } from '../registry/model.ts'
import { inboundPolicy, modeOfPort } from '../registry/peer-authentication.ts'
import type { Snapshot } from '../snapshot.ts'
import { endpointsOfTarget, isBalancedByEds, outboundTargets } from './clusters/outbound.ts'
import type { ProxyView } from './view.ts'

/** Endpoints of every EDS cluster of one proxy, grouped by locality. */
export function generateEndpoints(view: ProxyView): JsonObject[] {
  return outboundTargets(view)
    .filter((target) => isBalancedByEds(view, target))
    .map((target) => loadAssignment(target.name, endpointsOfTarget(view, target), view.snapshot))
}

function loadAssignment(cluster: string, endpoints: readonly Endpoint[], snapshot: Snapshot): JsonObject {
  const groups = groupBy(endpoints, ({ locality }) => [locality.region, locality.zone, locality.subzone].join('/'))
  const ordered = [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return {
    cluster_name: cluster,
    endpoints: ordered.map(([, members]) => ({
      locality: localityOf(members),
      load_balancing_weight: members.reduce((sum, { weight }) => sum + weight, 0) || 1,
      lb_endpoints: members.toSorted(byAddress).map((endpoint) => lbEndpoint(endpoint, snapshot)),
    })),
  }
}

function localityOf([first]: readonly Endpoint[]): JsonObject {
  const { region = '', zone = '', subzone = '' } = first?.locality ?? {}
  return { region, zone, sub_zone: subzone }
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
