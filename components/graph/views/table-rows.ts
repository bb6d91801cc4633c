import type { GraphEdge } from '../../../lib/domain/graph/model.ts'
import type { GraphModel, Link } from '../model/graph-model.ts'
import { fullTitle } from './full-title.ts'

const rank = { failing: 0, degraded: 1, healthy: 2, tcp: 3, idle: 4 } as const

export type TableRow = { link: Link; source: string; target: string; namespace: string }

export const sortKeys = [
  'source',
  'target',
  'namespace',
  'protocol',
  'rps',
  'errors',
  'p50',
  'p95',
  'p99',
  'bytes',
  'mtls',
] as const
export type SortKey = (typeof sortKeys)[number]

/** How rows are ordered; `worst` is failing before degraded before healthy, then by errors and load. */
export type Sort = { key: SortKey | 'worst'; descending: boolean }

export const worstFirst: Sort = { key: 'worst', descending: true }

/** Reads `rps` and `-rps`; what is not understood is worst first. */
export function parseSort(text: string): Sort {
  const descending = text.startsWith('-')
  const key = sortKeys.find((known) => known === text.replace(/^-/, ''))
  return key === undefined ? worstFirst : { key, descending }
}

export function writtenSort({ key, descending }: Sort): string {
  return key === 'worst' ? '' : `${descending ? '-' : ''}${key}`
}

const words: ReadonlySet<SortKey> = new Set(['source', 'target', 'namespace', 'protocol'])

/** The order after a click on a column: its natural one (words from A, numbers from the highest), the other, worst first. */
export function nextSort(sort: Sort, key: SortKey): Sort {
  const natural = { key, descending: !words.has(key) }
  if (sort.key !== key) return natural
  return sort.descending === natural.descending ? { key, descending: !natural.descending } : worstFirst
}

const numberOf: Partial<Record<SortKey, (edge: GraphEdge) => number | null>> = {
  rps: ({ rps }) => rps,
  errors: ({ errorRatio }) => errorRatio,
  p50: ({ latencyMs }) => latencyMs?.p50 ?? null,
  p95: ({ latencyMs }) => latencyMs?.p95 ?? null,
  p99: ({ latencyMs }) => latencyMs?.p99 ?? null,
  bytes: ({ bytesPerSecond }) => bytesPerSecond,
  mtls: ({ mtls }) => mtls.ratio,
}

const byName = (a: TableRow, b: TableRow) => a.source.localeCompare(b.source) || a.target.localeCompare(b.target)

function byWorst(a: TableRow, b: TableRow): number {
  const [x, y] = [a.link, b.link]
  return (
    rank[x.stroke] - rank[y.stroke] ||
    (y.edge.errorRatio ?? -1) - (x.edge.errorRatio ?? -1) ||
    (y.edge.rps ?? -1) - (x.edge.rps ?? -1)
  )
}

/** Missing numbers are last in either direction: no data is neither least nor most. */
function byNumber(sort: Sort, valueOf: (edge: GraphEdge) => number | null) {
  return (a: TableRow, b: TableRow) => {
    const [x, y] = [valueOf(a.link.edge), valueOf(b.link.edge)]
    if (x === null || y === null) return Number(x === null) - Number(y === null)
    return sort.descending ? y - x : x - y
  }
}

function byText({ descending }: Sort, textOf: (row: TableRow) => string) {
  return (a: TableRow, b: TableRow) => textOf(a).localeCompare(textOf(b)) * (descending ? -1 : 1)
}

function comparison(sort: Sort): (a: TableRow, b: TableRow) => number {
  switch (sort.key) {
    case 'worst':
      return byWorst
    case 'source':
    case 'target':
    case 'namespace': {
      const { key } = sort
      return byText(sort, (row) => row[key])
    }
    case 'protocol':
      return byText(sort, ({ link }) => link.edge.protocol)
    default: {
      const valueOf = numberOf[sort.key]
      return valueOf === undefined ? byWorst : byNumber(sort, valueOf)
    }
  }
}

/** One row per edge; ties by name, so that a refresh does not shuffle equals. */
export function tableRows({ cards, links }: Pick<GraphModel, 'cards' | 'links'>, sort: Sort): TableRow[] {
  const named = new Map(cards.map((card) => [card.id, { name: fullTitle(card), namespace: card.node.namespace ?? '' }]))
  const rows = links.flatMap((link) => {
    const source = named.get(link.source)
    const target = named.get(link.target)
    if (source === undefined || target === undefined) return []
    return [{ link, source: source.name, target: target.name, namespace: target.namespace }]
  })
  const compare = comparison(sort)
  return rows.toSorted((a, b) => compare(a, b) || byName(a, b))
}
