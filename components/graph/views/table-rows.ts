import type { GraphModel, Link } from '../model/graph-model.ts'

const rank = { failing: 0, degraded: 1, healthy: 2, tcp: 3, idle: 4 } as const

export type TableRow = { link: Link; source: string; target: string; namespace: string }

export type SortKey = 'worst' | 'source' | 'target' | 'rps' | 'errors' | 'p95'

const compare: Record<SortKey, (a: TableRow, b: TableRow) => number> = {
  worst: (a, b) => rank[a.link.stroke] - rank[b.link.stroke] || errors(b) - errors(a) || rps(b) - rps(a),
  source: (a, b) => a.source.localeCompare(b.source),
  target: (a, b) => a.target.localeCompare(b.target),
  rps: (a, b) => rps(b) - rps(a),
  errors: (a, b) => errors(b) - errors(a),
  p95: (a, b) => (b.link.edge.latencyMs?.p95 ?? -1) - (a.link.edge.latencyMs?.p95 ?? -1),
}

const rps = ({ link }: TableRow) => link.edge.rps ?? -1
const errors = ({ link }: TableRow) => link.edge.errorRatio ?? -1

/** One row per edge; missing numbers sort last, ties by name, so that a refresh does not shuffle equals. */
export function tableRows({ cards, links }: Pick<GraphModel, 'cards' | 'links'>, sort: SortKey): TableRow[] {
  const nodes = new Map(cards.map(({ id, node }) => [id, node]))
  const rows = links.flatMap((link) => {
    const source = nodes.get(link.source)
    const target = nodes.get(link.target)
    if (source === undefined || target === undefined) return []
    return [{ link, source: source.name, target: target.name, namespace: target.namespace ?? '' }]
  })
  return rows.toSorted(
    (a, b) => compare[sort](a, b) || a.source.localeCompare(b.source) || a.target.localeCompare(b.target),
  )
}
