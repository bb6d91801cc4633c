import type { GraphNode } from '../../domain/graph/model.ts'
import type { ServiceSummary, ServicesResponse } from '../../contract/services.ts'
import type { ListRequest } from '../../contract/workloads.ts'
import type { Call } from '../deps.ts'
import { findingsAbout } from '../config/findings-about.ts'
import { readWorld } from '../config/read-world.ts'
import { linksTo } from '../config/routing-of-service.ts'
import { requireNamespaces } from '../graph/get-graph.ts'
import { meshTraffic, type MeshTraffic } from '../traffic/mesh-traffic.ts'
import { isWanted } from '../workloads/list-workloads.ts'
import { clusterServices } from './cluster-services.ts'

/** Services of the cluster with the traffic that named them. */
export async function listServices(call: Call<ListRequest>): Promise<ServicesResponse> {
  requireNamespaces(call.principal, call.input.namespaces)
  return servicesIn(call, await meshTraffic(call, 'service'))
}

/** The same with traffic that has been read already. */
export function servicesIn({ deps, principal, input }: Call<ListRequest>, traffic: MeshTraffic): ServicesResponse {
  const checked = readWorld(deps.kubernetes)
  const items = clusterServices(deps.kubernetes)
    .filter(({ namespace }) => isWanted(principal, input.namespaces, namespace))
    .map(({ routing, ...service }) => ({
      ...service,
      ...trafficOf(service, traffic),
      config: linksTo(routing, principal),
      findings: findingsAbout(routing, checked, principal),
    }))
    .toSorted((a, b) => `${a.namespace}/${a.name}`.localeCompare(`${b.namespace}/${b.name}`))
  return { at: traffic.at, windowSeconds: input.window, degraded: [...traffic.degraded], items }
}

export function nodeOfService(traffic: MeshTraffic, namespace: string, name: string): GraphNode | undefined {
  return traffic.nodes.find((node) => node.workload === null && node.namespace === namespace && node.service === name)
}

function trafficOf(
  { namespace, name }: Pick<ServiceSummary, 'namespace' | 'name'>,
  traffic: MeshTraffic,
): Pick<ServiceSummary, 'health' | 'inbound'> {
  const node = nodeOfService(traffic, namespace, name)
  const subject = { kind: 'service', namespace, workload: null, app: null, service: name } as const
  return { health: traffic.healthOf(node, subject), inbound: traffic.inboundOf(node) }
}
