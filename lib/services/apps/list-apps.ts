import { groupBy } from '../../domain/model/group-by.ts'
import type { AppSummary, AppsResponse } from '../../contract/apps.ts'
import type { ListRequest, WorkloadSummary, WorkloadsResponse } from '../../contract/workloads.ts'
import type { Call } from '../deps.ts'
import { requireNamespaces } from '../graph/get-graph.ts'
import { bothTraffics, type MeshTraffic } from '../traffic/mesh-traffic.ts'
import { workloadsIn } from '../workloads/list-workloads.ts'

/** Applications: workloads of one canonical service together. */
export async function listApps(call: Call<ListRequest>): Promise<AppsResponse> {
  requireNamespaces(call.principal, call.input.namespaces)
  const [ofWorkloads, ofApps] = await bothTraffics(call, ['workload', 'app'])
  return appsIn(workloadsIn(call, ofWorkloads), ofApps)
}

/** The same with workloads and traffic that have been read already. */
export function appsIn(workloads: WorkloadsResponse, traffic: MeshTraffic): AppsResponse {
  const named = workloads.items.filter(({ app }) => app !== null)
  const items = [...groupBy(named, ({ namespace, app }) => `${namespace}/${app ?? ''}`).values()].map((group) =>
    appOf(group, traffic),
  )
  return { at: workloads.at, windowSeconds: workloads.windowSeconds, degraded: workloads.degraded, items }
}

function appOf(workloads: readonly WorkloadSummary[], traffic: MeshTraffic): AppSummary {
  const namespace = workloads[0]?.namespace ?? ''
  const name = workloads[0]?.app ?? ''
  const node = nodeOfApp(traffic, namespace, name)
  return {
    namespace,
    name,
    versions: [...new Set(workloads.flatMap(({ version }) => version ?? []))].toSorted(),
    workloads: workloads.map((workload) => workload.name),
    health: traffic.healthOf(node, { kind: 'app', namespace, workload: null, app: name, service: null }),
    inbound: traffic.inboundOf(node),
  }
}

export function nodeOfApp(traffic: MeshTraffic, namespace: string, name: string) {
  return traffic.nodes.find((node) => node.namespace === namespace && node.app === name && node.workload === null)
}
