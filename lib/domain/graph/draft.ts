import type { TcpSample, TelemetryLabels } from '../telemetry/samples.ts'
import type { Buckets } from '../telemetry/histogram.ts'
import type { CountedCall } from '../telemetry/merge-requests.ts'
import type { GraphEdge, GraphNode, Protocol } from './model.ts'
import { aggregateNode, edgeId, sourceNode, targetNode, type NodeIdentity, type NodeNaming } from './identity.ts'

/** An edge while it is being built: its numbers and the calls or connections it is made of. */
export interface EdgeDraft {
  readonly edge: GraphEdge
  readonly calls: CountedCall[]
  readonly connections: TcpSample[]
  /** The merged latency histogram; empty until percentiles were appended. */
  readonly buckets: Buckets
}

/** The graph while it is being built; appenders only decorate what is here. */
export interface GraphDraft {
  readonly naming: NodeNaming
  readonly nodes: Map<string, GraphNode>
  readonly edges: Map<string, EdgeDraft>
}

export function emptyDraft(naming: NodeNaming): GraphDraft {
  return { naming, nodes: new Map(), edges: new Map() }
}

const nothing = { rps: null, errorRatio: null, bytesPerSecond: null }

/** A node without traffic and without a verdict. */
export function bareNode(identity: NodeIdentity): GraphNode {
  return {
    ...identity,
    health: { status: 'unknown', reasons: ['No traffic was reported in the window.'] },
    badges: [],
    traffic: { in: { ...nothing }, out: { ...nothing } },
  }
}

/** The edges that a series belongs to, made when it is the first. Numbers stay null until somebody reports them. */
export function edgesFor(draft: GraphDraft, labels: TelemetryLabels, protocol: Protocol): EdgeDraft[] {
  return stepsOf(draft.naming, labels).map(([source, target]) => {
    const id = edgeId(source.id, target.id, protocol)
    const found = draft.edges.get(id)
    if (found !== undefined) return found
    for (const node of [source, target]) if (!draft.nodes.has(node.id)) draft.nodes.set(node.id, bareNode(node))
    const made: EdgeDraft = {
      edge: bareEdge({ id, source: source.id, target: target.id, protocol }),
      calls: [],
      connections: [],
      buckets: new Map(),
    }
    draft.edges.set(id, made)
    return made
  })
}

/** The edges that a series belongs to, as far as calls made them: latency or bytes alone draw no edge. */
export function existingEdges(draft: GraphDraft, labels: TelemetryLabels, protocol: Protocol): EdgeDraft[] {
  return stepsOf(draft.naming, labels).flatMap(
    ([source, target]) => draft.edges.get(edgeId(source.id, target.id, protocol)) ?? [],
  )
}

/** Caller to callee; by way of the aggregate's node where the series has a value of its label (G20). */
export function stepsOf(naming: NodeNaming, labels: TelemetryLabels): [NodeIdentity, NodeIdentity][] {
  const source = sourceNode(labels, naming)
  const target = targetNode(labels, naming)
  const between = aggregateNode(labels, target)
  if (between === null) return [[source, target]]
  return [
    [source, between],
    [between, target],
  ]
}

function bareEdge(ends: Pick<GraphEdge, 'id' | 'source' | 'target' | 'protocol'>): GraphEdge {
  return {
    ...ends,
    rps: null,
    errorRatio: null,
    latencyMs: null,
    bytesPerSecond: null,
    mtls: { state: 'unknown', ratio: null, sourcePrincipals: [], destinationPrincipals: [] },
    responses: [],
    reporter: 'destination',
    samples: 0,
    retriesPerSecond: null,
    messagesPerSecond: null,
    connectionsPerSecond: null,
    direction: 'east-west',
    layer: ends.protocol === 'tcp' ? 'L4' : 'L7',
    health: { status: 'unknown', reasons: ['Health was not asked for.'] },
  }
}
