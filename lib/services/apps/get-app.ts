import type { AppResponse } from '../../contract/apps.ts'
import type { Call } from '../deps.ts'
import { findingsAbout } from '../config/findings-about.ts'
import { objectsActingOn } from '../config/objects-acting-on.ts'
import { readWorld } from '../config/read-world.ts'
import { linksTo } from '../config/routing-of-service.ts'
import { notThere } from '../graph/cluster-read.ts'
import { requireNamespaces } from '../graph/get-graph.ts'
import { bothTraffics, neighbourhoodOf } from '../traffic/mesh-traffic.ts'
import { trafficSeries } from '../traffic/traffic-series.ts'
import { servicesSelecting, type ObjectInput } from '../workloads/get-workload.ts'
import { workloadsIn } from '../workloads/list-workloads.ts'
import { appsIn, nodeOfApp } from './list-apps.ts'

/** One application with its workloads, traffic and charts. @throws HeddleError FORBIDDEN, NOT_FOUND */
export async function getApp(call: Call<ObjectInput>): Promise<AppResponse> {
  const { deps, principal, input, signal } = call
  const { namespace, name } = input
  requireNamespaces(principal, [namespace])
  const [ofWorkloads, traffic] = await bothTraffics(call, ['workload', 'app'])
  const workloads = workloadsIn({ ...call, input: { ...input, namespaces: [namespace] } }, ofWorkloads)
  const apps = appsIn(workloads, traffic)
  const app = apps.items.find((item) => item.name === name)
  if (app === undefined)
    throw notThere(deps.kubernetes, 'Deployment', `There is no application "${name}" in the namespace "${namespace}".`)
  const node = nodeOfApp(traffic, namespace, name)
  const edges = [...traffic.edgesInto(node)]
  const ask = { metrics: deps.metrics, edges, bySource: false, end: traffic.at, windowSeconds: input.window, signal }
  const { series, evidence } = await trafficSeries(ask)
  const own = workloads.items.filter((workload) => workload.app === name)
  const acting = own.flatMap((workload) =>
    objectsActingOn(deps.kubernetes, { ...workload, services: servicesSelecting(deps, workload) }),
  )
  return {
    at: apps.at,
    windowSeconds: input.window,
    degraded: apps.degraded,
    app,
    workloads: own,
    traffic: neighbourhoodOf(traffic, node, principal),
    series,
    config: linksTo(acting, principal),
    findings: findingsAbout(acting, readWorld(deps.kubernetes), principal),
    evidence: [...traffic.evidence, ...evidence],
  }
}
