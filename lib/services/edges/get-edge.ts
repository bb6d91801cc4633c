import { HeddleError } from '../../domain/model/heddle-error.ts'
import { cutGraph } from '../../domain/graph/cut-graph.ts'
import { graphLayers, type GraphEdge, type GraphNode } from '../../domain/graph/model.ts'
import { hostsOf } from '../../domain/graph/request-edges.ts'
import type { EdgeRequest, EdgeResponseBody } from '../../contract/edge.ts'
import type { Call } from '../deps.ts'
import { routingOfService } from '../config/routing-of-service.ts'
import { buildMeshGraph, requireAggregate, requireNamespaces } from '../graph/get-graph.ts'
import { trafficSeries } from '../traffic/traffic-series.ts'

export type EdgeInput = EdgeRequest & { readonly id: string }

/**
 * Everything behind one edge of a graph.
 * @throws HeddleError NOT_FOUND when no traffic of the window made such an edge, or it may not be seen
 */
export async function getEdge({ deps, principal, input, signal }: Call<EdgeInput>): Promise<EdgeResponseBody> {
  requireNamespaces(principal, input.namespaces)
  requireAggregate(deps, input.aggregate)
  const window = { seconds: input.window, at: input.at ?? null, aggregate: input.aggregate }
  const { graph, samples, facts } = await buildMeshGraph({
    deps,
    window,
    type: input.type,
    layers: graphLayers,
    signal,
  })
  const cut = cutGraph(graph, { namespaces: principal.namespaces, rights: principal.namespaces, idle: true })
  const edge = cut.edges.find(({ id }) => id === input.id)
  const draft = graph.draft.edges.get(input.id)
  const source = cut.nodes.find(({ id }) => id === edge?.source)
  const target = cut.nodes.find(({ id }) => id === edge?.target)
  if (edge === undefined || draft === undefined || source === undefined || target === undefined)
    throw new HeddleError('NOT_FOUND', `No traffic in the last ${input.window} s makes the edge "${input.id}".`, {
      field: 'id',
    })
  const at = samples.at ?? input.at ?? deps.now() / 1_000
  const by = { bySource: true, aggregate: input.aggregate }
  const ask = { metrics: deps.metrics, edges: [draft], ...by, end: at, windowSeconds: input.window, signal }
  const { series, evidence } = await trafficSeries(ask)
  return {
    at,
    windowSeconds: input.window,
    edge,
    source,
    target,
    series,
    hosts: hostsOf(draft.calls),
    config: routingOfService(deps.kubernetes, serviceOf(draft.calls, target)),
    related: relatedTo(edge, source, target),
    evidence: [...samples.evidence, ...evidence],
    degraded: [...samples.degraded, ...facts.degraded],
  }
}

/** The service that callers meant: a workload alone does not say. */
function serviceOf(
  calls: readonly { readonly destinationServiceName: string; readonly destinationServiceNamespace: string }[],
  target: GraphNode,
): { namespace: string | null; name: string | null } {
  const [call] = calls
  if (call === undefined) return { namespace: target.namespace, name: target.service }
  return { namespace: call.destinationServiceNamespace, name: call.destinationServiceName }
}

/** How to find the traces of these two workloads and the log lines at both ends. */
function relatedTo(edge: GraphEdge, source: GraphNode, target: GraphNode): EdgeResponseBody['related'] {
  const known = (pairs: Record<string, string | null>) =>
    Object.fromEntries(
      Object.entries(pairs).filter((pair): pair is [string, string] => pair[1] !== null && pair[1] !== ''),
    )
  const traces = {
    namespace: target.namespace ?? source.namespace,
    source: source.workload ?? source.app,
    destination: target.workload ?? target.app ?? target.service,
    errors: (edge.errorRatio ?? 0) > 0 ? 'true' : null,
  }
  const workloads = [source, target]
    .filter(({ namespace }) => namespace === (target.namespace ?? source.namespace))
    .flatMap(({ workload }) => workload ?? [])
  return {
    traces: known(traces),
    logs: known({ namespace: target.namespace ?? source.namespace, workload: workloads.join(',') }),
  }
}
