import { mtlsOf } from '../../domain/graph/appenders/mtls.ts'
import { applyingRules } from '../../domain/graph/explain/applying-rules.ts'
import { edgeChecklist } from '../../domain/graph/explain/checklist.ts'
import { reporterReason } from '../../domain/graph/explain/reporter-reason.ts'
import { reportsOfEdge } from '../../domain/graph/explain/reports-of-edge.ts'
import { routeShare } from '../../domain/graph/explain/route-share.ts'
import { requiredTls, sentTls } from '../../domain/graph/explain/tls-rules.ts'
import type { EdgeIdParts } from '../../domain/graph/parse-edge-id.ts'
import { graphLayers, type GraphEdge, type GraphNode } from '../../domain/graph/model.ts'
import type { KubernetesObject } from '../../domain/kubernetes/object.ts'
import type { EdgeExplanation } from '../../contract/edge-explanation.ts'
import { routingObjectsOf } from '../config/routing-of-service.ts'
import type { Call, Deps } from '../deps.ts'
import { buildMeshGraph, requireAggregate, type BuiltGraph } from '../graph/get-graph.ts'
import { readEnd, type EndReading } from './edge-ends.ts'
import { edgeQueries } from './edge-queries.ts'
import type { EdgeInput } from './get-edge.ts'
import { visibleParts } from './visible-parts.ts'

/**
 * Where the numbers of one edge come from and what is odd about it; also of an edge that no traffic made.
 * @throws HeddleError NOT_FOUND when the id is none or its ends may not be seen, INVALID for a label that is not allowed
 */
export async function explainEdge({ deps, principal, input, signal }: Call<EdgeInput>): Promise<EdgeExplanation> {
  requireAggregate(deps, input.aggregate)
  const parts = visibleParts(principal, input.id)
  const window = { seconds: input.window, at: input.at ?? null, aggregate: input.aggregate }
  const [built, targets] = await Promise.all([
    buildMeshGraph({ deps, window, type: input.type, layers: graphLayers, signal }),
    deps.metrics.scrapeTargets().catch(() => null),
  ])
  const { graph, samples, facts, scrapeSeconds } = built
  const draft = graph.draft.edges.get(input.id)
  const nodes = { source: graph.draft.nodes.get(parts.source.id), target: graph.draft.nodes.get(parts.target.id) }
  const { naming } = graph.draft
  const reports = reportsOfEdge(input.id, { requests: samples.requests, tcp: samples.tcp ?? [], naming })
  const sources = { deps, targets, signal }
  const [source, target] = await Promise.all([
    readEnd({ named: parts.source, node: nodes.source }, sources),
    readEnd({ named: parts.target, node: nodes.target }, sources),
  ])
  const config = configurationOf({ deps, built, parts, nodes, source, target, id: input.id })
  const edge = draft?.edge ?? null
  return {
    at: samples.at ?? input.at ?? deps.now() / 1_000,
    windowSeconds: input.window,
    id: input.id,
    edge,
    source: nodes.source ?? null,
    target: nodes.target ?? null,
    reporter: {
      counts: edge?.reporter ?? null,
      reason: reporterReason(edge),
      destination: reports.destination,
      source: reports.source,
    },
    queries: edgeQueries(deps.metrics, {
      parts,
      draft,
      reports,
      windowSeconds: input.window,
      aggregate: input.aggregate,
    }),
    ends: { source: source.end, target: target.end },
    rules: config.rules,
    connection: {
      mtls: edge?.mtls ?? mtlsOf([]),
      policies: [...reports.policies],
      requires: config.requires,
      sends: config.sends,
    },
    checklist: edgeChecklist({
      edge,
      windowSeconds: input.window,
      scrapeSeconds,
      reports,
      source: source.end,
      target: target.end,
      requires: config.requires,
      sends: config.sends,
      route: config.route,
    }),
    degraded: [...samples.degraded, ...facts.degraded, ...source.degraded, ...target.degraded],
  }
}

interface Configured {
  readonly deps: Deps
  readonly built: BuiltGraph
  readonly parts: EdgeIdParts
  readonly nodes: { readonly source: GraphNode | undefined; readonly target: GraphNode | undefined }
  readonly source: EndReading
  readonly target: EndReading
  readonly id: GraphEdge['id']
}

function configurationOf({ deps, built, parts, nodes, source, target, id }: Configured) {
  const { kubernetes } = deps
  const [call] = built.graph.draft.edges.get(id)?.calls ?? []
  const service = {
    namespace: call?.destinationServiceNamespace ?? parts.target.namespace,
    name:
      call?.destinationServiceName ??
      nodes.target?.service ??
      serviceByName(target, kubernetes.snapshot('Service').items),
  }
  const [backend] = target.workloads
  const [caller] = source.workloads
  const callee = backend === undefined ? null : { namespace: backend.namespace, labels: backend.labels }
  const routing = routingObjectsOf(kubernetes, service)
  const edge = {
    service: `${service.namespace ?? ''}/${service.name ?? ''}`,
    callee,
    callerLabels: caller?.labels ?? {},
    callerNamespace: parts.source.namespace,
    fromGateway: nodes.source?.kind === 'gateway',
  }
  const authorizationPolicies = kubernetes.snapshot('AuthorizationPolicy').items
  return {
    rules: applyingRules(edge, { routing, authorizationPolicies }),
    route: routeShare(routing, edge),
    requires: callee === null ? null : requiredTls(kubernetes.snapshot('PeerAuthentication').items, callee),
    sends: sentTls(routing.filter(({ kind }) => kind === 'DestinationRule')),
  }
}

/** Of an edge that no call made, the service that is called like its app: the only one it can be looked up by. */
function serviceByName({ end, workloads }: EndReading, services: readonly KubernetesObject[]): string | null {
  const names = new Set([end.name, ...workloads.flatMap(({ app }) => app ?? [])])
  const found = services.find(({ metadata }) => metadata.namespace === end.namespace && names.has(metadata.name ?? ''))
  return found?.metadata.name ?? null
}
