import { maySee, type Principal } from '../../domain/model/principal.ts'
import type { GraphNode } from '../../domain/graph/model.ts'
import type { ListRequest, WorkloadSummary, WorkloadsResponse } from '../../contract/workloads.ts'
import type { Call } from '../deps.ts'
import { requireNamespaces } from '../graph/get-graph.ts'
import { meshTraffic, type MeshTraffic } from '../traffic/mesh-traffic.ts'
import { clusterWorkloads, type ClusterWorkload } from './cluster-workloads.ts'

/** Workloads of the cluster with their traffic, and those that only traffic knows. */
export async function listWorkloads(call: Call<ListRequest>): Promise<WorkloadsResponse> {
  requireNamespaces(call.principal, call.input.namespaces)
  return workloadsIn(call, await meshTraffic(call, 'workload'))
}

/** The same with traffic that has been read already. */
export function workloadsIn({ deps, principal, input }: Call<ListRequest>, traffic: MeshTraffic): WorkloadsResponse {
  const known = clusterWorkloads(deps.kubernetes)
  const all = [...known.map((workload) => withTraffic(workload, traffic)), ...onlyInTraffic(known, traffic)]
  const items = all
    .filter(({ namespace }) => isWanted(principal, input.namespaces, namespace))
    .toSorted((a, b) => `${a.namespace}/${a.name}`.localeCompare(`${b.namespace}/${b.name}`))
  return { at: traffic.at, windowSeconds: input.window, degraded: [...traffic.degraded], items }
}

/** Whether a thing of a namespace belongs into a list. */
export function isWanted(principal: Principal, asked: readonly string[], namespace: string): boolean {
  return maySee(principal, namespace) && (asked.length === 0 || asked.includes(namespace))
}

/** The graph's node of a workload, if any call named it. */
export function nodeOfWorkload(traffic: MeshTraffic, namespace: string, name: string): GraphNode | undefined {
  return traffic.nodes.find((node) => node.namespace === namespace && node.workload === name)
}

export function withTraffic({ pods: _pods, ...workload }: ClusterWorkload, traffic: MeshTraffic): WorkloadSummary {
  const node = nodeOfWorkload(traffic, workload.namespace, workload.name)
  const subject = {
    kind: 'workload',
    namespace: workload.namespace,
    workload: workload.name,
    app: workload.app,
    service: null,
  } as const
  return { ...workload, health: traffic.healthOf(node, subject), inbound: traffic.inboundOf(node) }
}

function onlyInTraffic(known: readonly ClusterWorkload[], traffic: MeshTraffic): WorkloadSummary[] {
  const present = new Set(known.map(({ namespace, name }) => `${namespace}/${name}`))
  return traffic.nodes.flatMap((node) => {
    const { namespace, workload } = node
    if (namespace === null || workload === null || present.has(`${namespace}/${workload}`)) return []
    return [
      {
        namespace,
        name: workload,
        kind: 'Unknown',
        app: node.app,
        version: node.version,
        replicas: null,
        sidecar: 'unknown' as const,
        serviceAccount: null,
        labels: {},
        createdAt: null,
        health: node.health,
        inbound: traffic.inboundOf(node),
      },
    ]
  })
}
