import type { GraphEdge, GraphNode } from '../../lib/domain/graph/model.ts'

type Graph = { nodes: readonly GraphNode[]; edges: readonly GraphEdge[] }

/** Nodes from the entry to the fault, and the edge that leads to each of the later ones. */
export type Path = { nodes: readonly GraphNode[]; edges: readonly GraphEdge[] }

const longest = 4
const rank = { failing: 0, degraded: 1 } as const

const isBad = ({ health }: GraphEdge) => health.status === 'failing' || health.status === 'degraded'
const rankOf = ({ health }: GraphEdge) => (health.status === 'failing' ? rank.failing : rank.degraded)
const failedRps = ({ rps, errorRatio }: GraphEdge) => (rps ?? 0) * (errorRatio ?? 0)

/**
 * The ways on which something is wrong, worst first. Each ends at the last unhealthy edge of its chain, which is nearest
 * to the cause, and starts as far upstream as the busiest callers lead.
 */
export function unhealthyPaths({ nodes, edges }: Graph, most: number): Path[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const causes = edges
    .filter(isBad)
    .filter((edge) => !edges.some((next) => next.source === edge.target && isBad(next)))
    .toSorted((a, b) => rankOf(a) - rankOf(b) || failedRps(b) - failedRps(a) || a.id.localeCompare(b.id))
  return causes.slice(0, most).map((cause) => {
    const way = upstream(cause, edges)
    const ids = [way[0]?.source ?? cause.source, ...way.map(({ target }) => target)]
    return { edges: way, nodes: ids.map((id) => byId.get(id)).filter((node) => node !== undefined) }
  })
}

function upstream(cause: GraphEdge, edges: readonly GraphEdge[]): GraphEdge[] {
  const way = [cause]
  const seen = new Set([cause.source, cause.target])
  while (way.length < longest - 1) {
    const head = way[0]?.source
    const callers = edges.filter(({ source, target }) => target === head && !seen.has(source))
    const busiest = callers.toSorted((a, b) => Number(isBad(b)) - Number(isBad(a)) || (b.rps ?? 0) - (a.rps ?? 0))[0]
    if (busiest === undefined) break
    seen.add(busiest.source)
    way.unshift(busiest)
  }
  return way
}

/** Edges with failed requests, most first. */
export function topErrors({ edges }: Graph, most: number): GraphEdge[] {
  return edges
    .filter((edge) => failedRps(edge) > 0)
    .toSorted((a, b) => failedRps(b) - failedRps(a))
    .slice(0, most)
}
