import type { GraphEdge, GraphNode } from '../graph/model.ts'
import type { Span } from './model.ts'
import type { SpanNode, SpanTree } from './span-tree.ts'

type Graph = {
  readonly nodes: readonly Pick<GraphNode, 'id' | 'namespace' | 'workload' | 'app' | 'version' | 'service'>[]
  readonly edges: readonly Pick<GraphEdge, 'id' | 'source' | 'target'>[]
}

/** Where a trace went on the graph as it is drawn. */
export interface TraceOnGraph {
  readonly nodes: ReadonlySet<string>
  readonly edges: ReadonlySet<string>
  /** The edge of each span that entered a callee. */
  readonly edgeOfSpan: ReadonlyMap<SpanNode, string>
  /** Services of the trace that the graph does not show. */
  readonly missing: readonly string[]
}

/**
 * Lays a trace over a graph of any type: a span belongs to the nodes of its workload, else of its canonical service and
 * revision, else of its service; a call is the edge from the nearest span of another service above to the span.
 */
export function traceOnGraph(tree: SpanTree, graph: Graph): TraceOnGraph {
  const places = new Map<string, ReadonlySet<string>>()
  const nodesOf = (span: Span) => {
    const key = `${span.namespace} ${span.workload} ${span.service} ${span.tags['istio.canonical_revision'] ?? ''}`
    const known = places.get(key)
    if (known !== undefined) return known
    const found = placesOf(span, graph)
    places.set(key, found)
    return found
  }
  const edgeOfSpan = new Map<SpanNode, string>()
  const nodes = new Set<string>()
  const missing = new Set<string>()
  for (const node of tree.nodes) {
    const here = nodesOf(node.span)
    for (const id of here) nodes.add(id)
    if (here.size === 0) missing.add(node.span.service)
    const caller = callerOf(node)
    const edge = caller === null ? undefined : edgeBetween(graph, nodesOf(caller.span), here)
    if (edge !== undefined) edgeOfSpan.set(node, edge)
  }
  return { nodes, edges: new Set(edgeOfSpan.values()), edgeOfSpan, missing: [...missing] }
}

/** The nearest span of another service above; null where the span did not enter its service. */
export function callerOf(node: SpanNode): SpanNode | null {
  const { parent } = node
  return parent !== null && parent.span.service !== node.span.service ? parent : null
}

function edgeBetween(graph: Graph, sources: ReadonlySet<string>, targets: ReadonlySet<string>): string | undefined {
  return graph.edges.find(({ source, target }) => sources.has(source) && targets.has(target))?.id
}

function placesOf(span: Span, { nodes }: Graph): ReadonlySet<string> {
  const [canonical = '', of] = span.service.split('.')
  const namespace = span.namespace ?? of ?? null
  const revision = span.tags['istio.canonical_revision']
  const here = nodes.filter((node) => namespace === null || node.namespace === namespace)
  const byWorkload = here.filter(({ workload }) => workload !== null && workload === span.workload)
  if (byWorkload.length > 0) return idsOf(byWorkload)
  const byVersion = here.filter(({ app, version }) => app === canonical && (version === null || version === revision))
  return idsOf(byVersion.length > 0 ? byVersion : here.filter(({ service }) => service === canonical))
}

const idsOf = (nodes: readonly { readonly id: string }[]) => new Set(nodes.map(({ id }) => id))
