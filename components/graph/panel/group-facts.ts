import type { GraphEdge } from '../../../lib/domain/graph/model.ts'
import type { Status } from '../../ui/status-mark.tsx'
import type { GraphModel, Link } from '../model/graph-model.ts'
import { sum, totalsOf, worst, type Totals } from '../model/statistics.ts'

/** What several nodes are together: traffic over their border and within, and who of them is unwell. */
export type GroupFacts = {
  nodes: number
  status: Status
  counts: readonly { status: Status; count: number }[]
  /** Null where no edge goes this way. */
  inbound: Totals | null
  outbound: Totals | null
  /** Requests among them. */
  inside: Totals | null
  /** Every edge that touches them, worst first. */
  edges: readonly Link[]
  /** Share of mutual TLS by load over all of these edges; null where none reports it. */
  mtlsRatio: number | null
  /** Edges that are not fully mutual TLS. */
  open: number
}

const order = ['failing', 'degraded', 'healthy', 'idle', 'unknown'] as const
const rank = { failing: 0, degraded: 1, healthy: 2, tcp: 3, idle: 4 } as const

/** The facts of these nodes; edges over the border count as in or out, those between two of them as inside. A folded island counts with what it holds. */
export function groupFacts(
  { cards, links }: Pick<GraphModel, 'cards' | 'links'>,
  ids: ReadonlySet<string>,
): GroupFacts {
  const own = cards.filter(({ id }) => ids.has(id))
  const statuses = own.flatMap(({ status, inside }) => (inside.length === 0 ? [status] : inside))
  const edges = links.filter(({ source, target }) => ids.has(source) || ids.has(target))
  const of = (matches: (link: Link) => boolean) => {
    const matching = edges.filter(matches)
    return matching.length === 0 ? null : totalsOf(matching.map(({ edge }) => edge))
  }
  return {
    nodes: statuses.length,
    status: worst(statuses),
    counts: order
      .map((status) => ({ status, count: statuses.filter((other) => other === status).length }))
      .filter(({ count }) => count > 0),
    inbound: of(({ source, target }) => ids.has(target) && !ids.has(source)),
    outbound: of(({ source, target }) => ids.has(source) && !ids.has(target)),
    inside: of(({ source, target }) => ids.has(source) && ids.has(target)),
    edges: edges.toSorted(byWorst),
    mtlsRatio: mtlsRatioOf(edges.map(({ edge }) => edge)),
    open: edges.filter(({ edge }) => edge.mtls.state === 'plain' || edge.mtls.state === 'partial').length,
  }
}

function byWorst(a: Link, b: Link): number {
  return (
    rank[a.stroke] - rank[b.stroke] ||
    (b.edge.errorRatio ?? -1) - (a.edge.errorRatio ?? -1) ||
    (b.edge.rps ?? -1) - (a.edge.rps ?? -1)
  )
}

function mtlsRatioOf(edges: readonly GraphEdge[]): number | null {
  const known = edges.filter(({ mtls, rps, bytesPerSecond }) => mtls.ratio !== null && (rps ?? bytesPerSecond ?? 0) > 0)
  const weight = ({ rps, bytesPerSecond }: GraphEdge) => rps ?? (bytesPerSecond ?? 0) / 1_000
  const total = sum(known.map(weight))
  return total === 0 ? null : sum(known.map((edge) => weight(edge) * (edge.mtls.ratio ?? 0))) / total
}

/** "2 failing, 1 degraded": who is unwell, in words; that all are well when nobody is. */
export function groupSentence({ counts, nodes }: Pick<GroupFacts, 'counts' | 'nodes'>, noun: string): string {
  if (nodes === 0) return `No ${noun} is in this picture.`
  const unwell = counts.filter(({ status }) => status === 'failing' || status === 'degraded')
  if (unwell.length === 0)
    return nodes === 1 ? `The ${noun} is well.` : `${nodes === 2 ? 'Both' : `All ${nodes}`} ${noun}s are well.`
  return `${unwell.map(({ count, status }) => `${count} ${status}`).join(', ')} of ${nodes} ${noun}${nodes === 1 ? '' : 's'}.`
}

/** Mutual TLS of a group's edges in words. */
export function mtlsSentence({ edges, mtlsRatio, open }: Pick<GroupFacts, 'edges' | 'mtlsRatio' | 'open'>): string {
  if (open > 0) return open === 1 ? '1 edge is not fully mTLS.' : `${open} edges are not fully mTLS.`
  if (edges.length === 0) return 'No edge in this picture.'
  return mtlsRatio === null ? 'No edge reports it.' : 'Every edge that reports it is mutual TLS.'
}
