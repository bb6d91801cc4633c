import type { EdgeDraft } from '../../domain/graph/draft.ts'
import type { ServiceResponse } from '../../contract/services.ts'
import type { Call } from '../deps.ts'
import { notThere } from '../graph/cluster-read.ts'
import { requireNamespaces } from '../graph/get-graph.ts'
import { bothTraffics, neighbourhoodOf, type MeshTraffic } from '../traffic/mesh-traffic.ts'
import { trafficSeries } from '../traffic/traffic-series.ts'
import { nodeOfWorkload } from '../workloads/list-workloads.ts'
import type { ObjectInput } from '../workloads/get-workload.ts'
import { nodeOfService, servicesIn } from './list-services.ts'

/** One service: ports, endpoints, the workloads behind it with their shares, traffic, charts. @throws HeddleError */
export async function getService(call: Call<ObjectInput>): Promise<ServiceResponse> {
  const { deps, principal, input, signal } = call
  const { namespace, name } = input
  requireNamespaces(principal, [namespace])
  const [traffic, workloads] = await bothTraffics(call, ['service', 'workload'])
  const { items } = servicesIn({ ...call, input: { ...input, namespaces: [namespace] } }, traffic)
  const service = items.find((item) => item.name === name)
  if (service === undefined)
    throw notThere(deps.kubernetes, 'Service', `There is no service "${name}" in the namespace "${namespace}".`)
  const node = nodeOfService(traffic, namespace, name)
  const edges = [...traffic.edgesInto(node)]
  const ask = { metrics: deps.metrics, edges, bySource: false, end: traffic.at, windowSeconds: input.window, signal }
  const { series, evidence } = await trafficSeries(ask)
  return {
    at: traffic.at,
    windowSeconds: input.window,
    degraded: [...traffic.degraded],
    service,
    backends: backendsOf(edges, workloads),
    traffic: neighbourhoodOf(traffic, node, principal),
    series,
    evidence: [...traffic.evidence, ...evidence],
  }
}

/** Workloads that the service's requests reached, each with its share; the share of what reached none is left over. */
function backendsOf(edges: readonly EdgeDraft[], workloads: MeshTraffic): ServiceResponse['backends'] {
  const rates = new Map<string, { namespace: string; workload: string; version: string | null; rps: number }>()
  let total = 0
  for (const call of edges.flatMap(({ calls }) => calls)) {
    total += call.perSecond
    if (call.destinationWorkload === 'unknown') continue
    const key = `${call.destinationNamespace}/${call.destinationWorkload}`
    const { rps } = rates.get(key) ?? { rps: 0 }
    const version = call.destinationCanonicalRevision === 'unknown' ? null : call.destinationCanonicalRevision
    rates.set(key, {
      namespace: call.destinationNamespace,
      workload: call.destinationWorkload,
      version,
      rps: rps + call.perSecond,
    })
  }
  return [...rates.values()]
    .toSorted((a, b) => a.workload.localeCompare(b.workload))
    .map(({ namespace, workload, version, rps }) => ({
      namespace,
      workload,
      version,
      share: total > 0 ? rps / total : null,
      inbound: workloads.inboundOf(nodeOfWorkload(workloads, namespace, workload)),
    }))
}
