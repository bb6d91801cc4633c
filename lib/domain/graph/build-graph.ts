import { mergeRequests } from '../telemetry/merge-requests.ts'
import type { Reporting } from '../telemetry/reporting.ts'
import type {
  ByteSample,
  LatencyHistogramSample,
  LatencyTotalSample,
  MessageSample,
  RequestSample,
  TcpSample,
} from '../telemetry/samples.ts'
import { appendBadges, type ConfigFacts } from './appenders/badges.ts'
import { appendDirections } from './appenders/directions.ts'
import { appendHealth, type KnownHealthOf } from './appenders/health.ts'
import { appendAverages, appendPercentiles } from './appenders/latency.ts'
import { appendMtls } from './appenders/mtls.ts'
import { appendMessages, appendThroughput } from './appenders/throughput.ts'
import { emptyDraft, type GraphDraft } from './draft.ts'
import { servicesOfWorkloads } from './identity.ts'
import type { GraphEdge, GraphNode, GraphType } from './model.ts'
import { sumNodeTraffic } from './node-traffic.ts'
import { addRequestEdges } from './request-edges.ts'
import { addTcpEdges } from './tcp-edges.ts'

/** What a graph is made of. A layer whose samples are absent was not asked for or could not be had: its numbers stay null. */
export interface GraphInput {
  readonly type: GraphType
  readonly windowSeconds: number
  /** Seconds between two scrapes of a proxy; absent or null where it can't be told. */
  readonly scrapeSeconds?: number | null | undefined
  readonly requests: readonly RequestSample[]
  readonly tcp?: readonly TcpSample[] | undefined
  readonly latencyTotals?: readonly LatencyTotalSample[] | undefined
  readonly latencyBuckets?: readonly LatencyHistogramSample[] | undefined
  readonly bytes?: readonly ByteSample[] | undefined
  readonly messages?: readonly MessageSample[] | undefined
  readonly withMtls: boolean
  readonly health?: KnownHealthOf | undefined
  readonly config?: ConfigFacts | undefined
}

/** The graph of the whole mesh, before it is cut to what somebody asked for and may see. */
export interface MeshGraph {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
  readonly draft: GraphDraft
  readonly reporting: Reporting
}

/** Samples in, graph out: merge reports, draw edges, then decorate in this order (G1). Pure. */
export function buildGraph(input: GraphInput): MeshGraph {
  const merged = mergeRequests(input.requests, {
    windowSeconds: input.windowSeconds,
    scrapeSeconds: input.scrapeSeconds ?? null,
  })
  const serviceOf = servicesOfWorkloads(merged.calls)
  const draft = emptyDraft({ type: input.type, serviceOf })
  addRequestEdges(draft, merged)
  addTcpEdges(draft, input.tcp ?? [], input.withMtls)
  if (input.withMtls) appendMtls(draft)
  appendAverages(draft, input.latencyTotals ?? [], merged.reporting)
  appendPercentiles(draft, input.latencyBuckets ?? [], merged.reporting)
  appendThroughput(draft, input.bytes ?? [], merged.reporting)
  appendMessages(draft, input.messages ?? [], merged.reporting)
  nameServices(draft)
  sumNodeTraffic(draft)
  if (input.health !== undefined) appendHealth(draft, input.health)
  appendDirections(draft, input.config?.placeOf)
  if (input.config !== undefined) appendBadges(draft, input.config)
  return {
    nodes: [...draft.nodes.values()],
    edges: [...draft.edges.values()].map(({ edge }) => edge),
    draft,
    reporting: merged.reporting,
  }
}

/** Says of a workload or app through which service it is called, so that a click leads to its routing. */
function nameServices({ nodes, naming }: GraphDraft): void {
  for (const node of nodes.values())
    if (node.service === null && node.namespace !== null && node.workload !== null)
      node.service = naming.serviceOf(node.namespace, node.workload) ?? null
}
