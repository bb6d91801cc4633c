import { groupBy } from '../../domain/model/group-by.ts'
import type { AppSummary, AppsResponse } from '../../contract/apps.ts'
import type { ListRequest, WorkloadSummary } from '../../contract/workloads.ts'
import type { Call } from '../deps.ts'
import { meshTraffic, type MeshTraffic } from '../traffic/mesh-traffic.ts'
import { listWorkloads } from '../workloads/list-workloads.ts'

/** Applications: workloads of one canonical service together. */
export async function listApps(call: Call<ListRequest>): Promise<AppsResponse> {
  const [workloads, traffic] = await Promise.all([listWorkloads(call), meshTraffic(call, 'app')])
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
