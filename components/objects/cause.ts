import type { Neighbourhood } from '../../lib/contract/workloads.ts'
import type { GraphEdge } from '../../lib/domain/graph/model.ts'

export type Cause = { edge: GraphEdge; share: number; direction: 'inbound' | 'outbound' }

/** From this share of a thing's failed requests on, one edge explains them. */
const mostOfThem = 0.5

const failedRps = ({ rps, errorRatio }: GraphEdge) => (rps ?? 0) * (errorRatio ?? 0)

/**
 * The edge that most failures come from. One that leaves the thing explains what it answers, so outbound edges come
 * first; without failures behind it, the caller that gets most of them. Null when nothing fails or nothing stands out.
 */
export function causeOf({ inbound, outbound }: Pick<Neighbourhood, 'inbound' | 'outbound'>): Cause | null {
  return worst(outbound, 'outbound') ?? (inbound.length > 1 ? worst(inbound, 'inbound') : null)
}

function worst(edges: readonly GraphEdge[], direction: Cause['direction']): Cause | null {
  const all = edges.reduce((sum, edge) => sum + failedRps(edge), 0)
  const [first] = edges.toSorted((a, b) => failedRps(b) - failedRps(a))
  if (first === undefined || all <= 0) return null
  const share = failedRps(first) / all
  return share < mostOfThem ? null : { edge: first, share, direction }
}
