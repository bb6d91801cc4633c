import type { CutGraph } from './cut-graph.ts'
import type { GraphEdge } from './model.ts'

export interface Focus {
  readonly node: string
  /** How many calls away a node may be, in either direction. */
  readonly hops: number
}

/**
 * The part of a graph around one node: its callers and their callers, its callees and theirs, as far as `hops` calls, with
 * every edge between those (G21). Numbers stay those of the whole graph. Null when there is no such node.
 */
export function focusGraph(graph: CutGraph, { node, hops }: Focus): CutGraph | null {
  if (!graph.nodes.some(({ id }) => id === node)) return null
  const near = new Set([
    ...reached(node, hops, steps(graph.edges, 'source', 'target')),
    ...reached(node, hops, steps(graph.edges, 'target', 'source')),
  ])
  return {
    nodes: graph.nodes.filter(({ id }) => near.has(id)),
    edges: graph.edges.filter(({ source, target }) => near.has(source) && near.has(target)),
  }
}

type End = 'source' | 'target'

function steps(edges: readonly GraphEdge[], from: End, to: End): Map<string, string[]> {
  const next = new Map<string, string[]>()
  for (const edge of edges) {
    const found = next.get(edge[from])
    if (found === undefined) next.set(edge[from], [edge[to]])
    else found.push(edge[to])
  }
  return next
}

function reached(start: string, hops: number, next: ReadonlyMap<string, readonly string[]>): Set<string> {
  const seen = new Set([start])
  let border = [start]
  for (let hop = 0; hop < hops && border.length > 0; hop++) {
    border = border.flatMap((id) => next.get(id) ?? []).filter((id) => !seen.has(id))
    for (const id of border) seen.add(id)
  }
  return seen
}
