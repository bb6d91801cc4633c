import { mtlsOf } from '../../domain/graph/appenders/mtls.ts'
import { histogramsBy } from '../../domain/graph/appenders/latency.ts'
import type { HealthSubject } from '../../domain/graph/appenders/health.ts'
import type { EdgeDraft } from '../../domain/graph/draft.ts'
import { targetNode } from '../../domain/graph/identity.ts'
import { cutGraph } from '../../domain/graph/cut-graph.ts'
import type { GraphNode, GraphType } from '../../domain/graph/model.ts'
import { groupBy } from '../../domain/model/group-by.ts'
import type { Health } from '../../domain/health/model.ts'
import { thingHealth } from '../../domain/health/thing-health.ts'
import type { Principal } from '../../domain/model/principal.ts'
import { quantile } from '../../domain/telemetry/histogram.ts'
import type { InboundTraffic, Neighbourhood } from '../../contract/workloads.ts'
import type { SourceFailure, Evidence } from '../../contract/source-failure.ts'
import type { Deps } from '../deps.ts'
import { buildMeshGraph, type BuiltGraph } from '../graph/get-graph.ts'

/** The traffic of the whole mesh in one window, asked for by lists and detail pages. */
export interface MeshTraffic {
  readonly at: number
  readonly degraded: readonly SourceFailure[]
  readonly evidence: readonly Evidence[]
  readonly built: BuiltGraph
  readonly nodes: readonly GraphNode[]
  inboundOf(node: GraphNode | undefined): InboundTraffic
  /** The graph's own verdict on a node; of a thing that no traffic made, the same function's without traffic. */
  healthOf(node: GraphNode | undefined, subject: HealthSubject): Health
  edgesInto(node: GraphNode | undefined): readonly EdgeDraft[]
}

export interface TrafficRequest {
  readonly deps: Deps
  readonly input: { readonly window: number; readonly at?: number | undefined }
  readonly signal?: AbortSignal | undefined
}

const layers = ['rates', 'mtls', 'percentiles', 'throughput', 'health', 'config'] as const

/** No number at all: nothing was reported about the thing. */
export const noTraffic: InboundTraffic = {
  rps: null,
  errorRatio: null,
  p95Ms: null,
  bytesPerSecond: null,
  mtlsRatio: null,
}

/** Builds the mesh's graph of one type from the shared answers and sums it by node. */
export async function meshTraffic({ deps, input, signal }: TrafficRequest, type: GraphType): Promise<MeshTraffic> {
  const window = { seconds: input.window, at: input.at ?? null }
  const built = await buildMeshGraph({ deps, window, type, layers, signal })
  const { graph, samples, facts } = built
  const into = groupBy(graph.draft.edges.values(), ({ edge }) => edge.target)
  const naming = graph.draft.naming
  const histograms = histogramsBy(samples.latencyBuckets ?? [], graph.reporting, (sample) => [
    targetNode(sample, naming).id,
  ])
  return {
    at: samples.at ?? input.at ?? deps.now() / 1_000,
    degraded: [...samples.degraded, ...facts.degraded],
    evidence: samples.evidence,
    built,
    nodes: graph.nodes,
    healthOf: (node, subject) =>
      node?.health ?? thingHealth({ answers: [], bytesPerSecond: 0 }, facts.healthOf(subject)),
    edgesInto: (node) => (node === undefined ? [] : (into.get(node.id) ?? [])),
    inboundOf: (node) => {
      const edges = node === undefined ? [] : (into.get(node.id) ?? [])
      if (node === undefined || edges.length === 0) return noTraffic
      const reports = edges.flatMap(({ calls, connections }) => [...calls, ...connections])
      const p95Ms = quantile(0.95, histograms.get(node.id) ?? new Map())
      return { ...node.traffic.in, p95Ms, mtlsRatio: mtlsOf(reports).ratio }
    },
  }
}

/**
 * Builds graphs of two types from the answers of one moment: a page must not show two numbers for the same traffic.
 * The answers of the first are still held when the second asks for them.
 */
export async function bothTraffics(
  request: TrafficRequest,
  [first, second]: readonly [GraphType, GraphType],
): Promise<readonly [MeshTraffic, MeshTraffic]> {
  const one = await meshTraffic(request, first)
  const at = one.built.samples.at ?? request.input.at
  return [one, await meshTraffic({ ...request, input: { ...request.input, at } }, second)]
}

/** The edges around a node with the nodes at their ends, cut to rights. */
export function neighbourhoodOf(
  { built }: MeshTraffic,
  node: GraphNode | undefined,
  principal: Principal,
): Neighbourhood {
  if (node === undefined) return { nodes: [], inbound: [], outbound: [] }
  const cut = cutGraph(built.graph, { namespaces: 'all', rights: principal.namespaces, idle: false })
  const inbound = cut.edges.filter(({ target }) => target === node.id)
  const outbound = cut.edges.filter(({ source }) => source === node.id)
  const ends = new Set([...inbound, ...outbound].flatMap(({ source, target }) => [source, target]))
  return { nodes: cut.nodes.filter(({ id }) => ends.has(id)), inbound, outbound }
}
