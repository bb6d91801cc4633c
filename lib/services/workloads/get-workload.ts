import { matchesLabels, selectorRequirements } from '../../domain/kubernetes/label-selector.ts'
import { stringsAt } from '../../domain/kubernetes/json.ts'
import type { ListRequest, WorkloadResponse, WorkloadSummary } from '../../contract/workloads.ts'
import type { Call, Deps } from '../deps.ts'
import { findingsAbout } from '../config/findings-about.ts'
import { objectsActingOn } from '../config/objects-acting-on.ts'
import { readWorld } from '../config/read-world.ts'
import { linksTo } from '../config/routing-of-service.ts'
import { notThere } from '../graph/cluster-read.ts'
import { requireNamespaces } from '../graph/get-graph.ts'
import { meshTraffic, neighbourhoodOf } from '../traffic/mesh-traffic.ts'
import { trafficSeries } from '../traffic/traffic-series.ts'
import { clusterWorkloads, podSummary } from './cluster-workloads.ts'
import { nodeOfWorkload, workloadsIn } from './list-workloads.ts'
import { proxySyncOf } from './proxy-sync.ts'

export type ObjectInput = ListRequest & { readonly namespace: string; readonly name: string }

/** One workload: pods, proxies, services, traffic, charts. @throws HeddleError FORBIDDEN, NOT_FOUND */
export async function getWorkload(call: Call<ObjectInput>): Promise<WorkloadResponse> {
  const { deps, principal, input, signal } = call
  const { namespace, name } = input
  requireNamespaces(principal, [namespace])
  const traffic = await meshTraffic(call, 'workload')
  const { items } = workloadsIn({ ...call, input: { ...input, namespaces: [namespace] } }, traffic)
  const summary = items.find((item) => item.name === name)
  if (summary === undefined)
    throw notThere(deps.kubernetes, 'Deployment', `There is no workload "${name}" in the namespace "${namespace}".`)
  const node = nodeOfWorkload(traffic, namespace, name)
  const pods =
    clusterWorkloads(deps.kubernetes).find((one) => one.namespace === namespace && one.name === name)?.pods ?? []
  const edges = [...traffic.edgesInto(node)]
  const ask = { metrics: deps.metrics, edges, bySource: false, end: traffic.at, windowSeconds: input.window, signal }
  const [{ series, evidence }, sync] = await Promise.all([
    trafficSeries(ask),
    proxySyncOf(deps.controlPlane, { namespace, pods: pods.map(({ metadata }) => metadata.name ?? '') }, signal),
  ])
  const services = servicesSelecting(deps, summary)
  const acting = objectsActingOn(deps.kubernetes, { ...summary, services })
  return {
    at: traffic.at,
    windowSeconds: input.window,
    degraded: [...traffic.degraded, ...sync.degraded],
    workload: summary,
    pods: pods.map(podSummary),
    services,
    proxies: [...sync.proxies],
    traffic: neighbourhoodOf(traffic, node, principal),
    series,
    config: linksTo(acting, principal),
    findings: findingsAbout(acting, readWorld(deps.kubernetes), principal),
    evidence: [...traffic.evidence, ...evidence],
  }
}

/** Services whose selector picks the workload's pods. */
export function servicesSelecting({ kubernetes }: Deps, { namespace, labels }: WorkloadSummary): string[] {
  return kubernetes
    .snapshot('Service')
    .items.filter((service) => {
      const selector = stringsAt(service, 'spec', 'selector')
      if (service.metadata.namespace !== namespace || Object.keys(selector).length === 0) return false
      return matchesLabels(selectorRequirements({ matchLabels: selector }), labels)
    })
    .map(({ metadata }) => metadata.name ?? '')
}
