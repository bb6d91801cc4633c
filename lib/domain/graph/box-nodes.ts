import { worstOf } from '../health/request-health.ts'
import { groupBy } from '../model/group-by.ts'
import type { CutGraph } from './cut-graph.ts'
import type { BoxBy, GraphBox, GraphEdge, GraphNode } from './model.ts'
import { sumEdges } from './node-traffic.ts'

/** From the outermost to the innermost. */
const nesting: readonly BoxBy[] = ['cluster', 'namespace', 'app']

/**
 * The boxes that nodes belong to, outermost first; a box lies in the box of the next larger kind that was asked for (G22).
 * A node without the name in question (an external host has no namespace) is in no box of that kind.
 */
export function boxNodes(graph: CutGraph, boxBy: readonly BoxBy[]): GraphBox[] {
  const kinds = nesting.filter((kind) => boxBy.includes(kind))
  const edgesOf = edgesByNode(graph.edges)
  return kinds.flatMap((by, depth) => {
    const outer = kinds.slice(0, depth).toReversed()
    const members = groupBy(
      graph.nodes.filter((node) => keyOf(node, by) !== null),
      (node) => keyOf(node, by) ?? '',
    )
    return [...members].map(([id, nodes]) => boxOf({ id, by, nodes, outer, edgesOf }))
  })
}

interface BoxParts {
  readonly id: string
  readonly by: BoxBy
  readonly nodes: readonly GraphNode[]
  readonly outer: readonly BoxBy[]
  readonly edgesOf: ReadonlyMap<string, readonly GraphEdge[]>
}

function boxOf({ id, by, nodes, outer, edgesOf }: BoxParts): GraphBox {
  const inside = new Set(nodes.map((node) => node.id))
  const edges = [...new Set(nodes.flatMap((node) => edgesOf.get(node.id) ?? []))]
  const [first] = nodes
  return {
    id,
    by,
    name: (first === undefined ? null : first[by]) ?? '',
    parent: outer.map((kind) => (first === undefined ? null : keyOf(first, kind))).find((key) => key !== null) ?? null,
    nodes: [...inside],
    health: worstOf(nodes.map(({ health }) => health)),
    traffic: {
      in: sumEdges(edges.filter(({ source, target }) => inside.has(target) && !inside.has(source))),
      out: sumEdges(edges.filter(({ source, target }) => inside.has(source) && !inside.has(target))),
    },
  }
}

function keyOf({ cluster, namespace, app }: GraphNode, by: BoxBy): string | null {
  if (by === 'cluster') return `box/${cluster}`
  if (namespace === null) return null
  if (by === 'namespace') return `box/${cluster}/${namespace}`
  return app === null ? null : `box/${cluster}/${namespace}/${app}`
}

function edgesByNode(edges: readonly GraphEdge[]): Map<string, GraphEdge[]> {
  const byNode = new Map<string, GraphEdge[]>()
  for (const edge of edges)
    for (const end of new Set([edge.source, edge.target])) byNode.set(end, [...(byNode.get(end) ?? []), edge])
  return byNode
}
