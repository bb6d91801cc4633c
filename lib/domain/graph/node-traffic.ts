import { groupBy } from '../model/group-by.ts'
import type { GraphEdge } from './model.ts'
import type { GraphDraft } from './draft.ts'
import { errorRate } from './request-edges.ts'

type Direction = { rps: number | null; errorRatio: number | null; bytesPerSecond: number | null }

/** Sums each node's edges: what enters and what leaves it. */
export function sumNodeTraffic(draft: GraphDraft): void {
  const edges = [...draft.edges.values()].map(({ edge }) => edge)
  const inbound = groupBy(edges, ({ target }) => target)
  const outbound = groupBy(edges, ({ source }) => source)
  for (const node of draft.nodes.values())
    node.traffic = { in: sumEdges(inbound.get(node.id)), out: sumEdges(outbound.get(node.id)) }
}

/** Rates of edges together; null where no edge has the number. */
export function sumEdges(edges: readonly GraphEdge[] = []): Direction {
  const rps = sumKnown(edges.map((edge) => edge.rps))
  const errors = edges.reduce((sum, { responses }) => sum + errorRate(responses), 0)
  const bytesPerSecond = sumKnown(edges.map((edge) => edge.bytesPerSecond))
  return { rps, errorRatio: rps !== null && rps > 0 ? errors / rps : null, bytesPerSecond }
}

export function sumKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0)
}
