import type { Found } from '../model/find.ts'
import type { GraphModel, Link } from '../model/graph-model.ts'
import { fullTitle } from './full-title.ts'

export type MatrixCell = { link: Link; heat: 0 | 1 | 2 | 3 | 4 }
export type Matrix = {
  callers: readonly { id: string; name: string }[]
  callees: readonly { id: string; name: string }[]
  /** By caller, then callee; several protocols between two nodes show the worst edge. */
  cells: ReadonlyMap<string, MatrixCell>
}

const rank = { failing: 0, degraded: 1, healthy: 2, tcp: 3, idle: 4 } as const

export const cellKey = (caller: string, callee: string) => `${caller} ${callee}`

/** Callers by callees; heat is the edge's place among the busiest, on a log scale. */
export function matrixOf({ cards, links }: Pick<GraphModel, 'cards' | 'links'>): Matrix {
  const most = Math.max(0, ...links.map(({ edge }) => edge.rps ?? 0))
  const worstFirst = links.toSorted((a, b) => rank[a.stroke] - rank[b.stroke] || (b.edge.rps ?? 0) - (a.edge.rps ?? 0))
  const cells = new Map<string, MatrixCell>()
  for (const link of worstFirst) {
    const key = cellKey(link.source, link.target)
    if (!cells.has(key)) cells.set(key, { link, heat: heatOf(link.edge.rps ?? 0, most) })
  }
  const [sources, targets] = [new Set(links.map(({ source }) => source)), new Set(links.map(({ target }) => target))]
  const named = cards
    .map((card) => ({ id: card.id, name: fullTitle(card) }))
    .toSorted((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id))
  return {
    callers: named.filter(({ id }) => sources.has(id)),
    callees: named.filter(({ id }) => targets.has(id)),
    cells,
  }
}

/** Finding dims the cells of edges that are not found, as it dims them in the picture. */
export function isDimmed({ id }: Link, found: Found | null): boolean {
  return found !== null && !found.edges.has(id)
}

function heatOf(rps: number, most: number): MatrixCell['heat'] {
  if (rps <= 0 || most <= 0) return 0
  const step = Math.ceil((Math.log10(1 + rps) / Math.log10(1 + most)) * 4)
  return step <= 1 ? 1 : step === 2 ? 2 : step === 3 ? 3 : 4
}
