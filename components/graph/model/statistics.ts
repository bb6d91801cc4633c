import type { GraphEdge } from '../../../lib/domain/graph/model.ts'

export type Totals = { rps: number | null; errorRatio: number | null; bytesPerSecond: number | null }

/** Sums of edges; errors weighted by requests. Missing numbers do not count as zero: nothing known is null. */
export function totalsOf(edges: readonly GraphEdge[]): Totals {
  const rates = edges.flatMap(({ rps }) => (rps === null ? [] : [rps]))
  const bytes = edges.flatMap(({ bytesPerSecond }) => (bytesPerSecond === null ? [] : [bytesPerSecond]))
  const rated = edges.flatMap(({ rps, errorRatio }) =>
    rps === null || errorRatio === null ? [] : [{ rps, errorRatio }],
  )
  const requests = sum(rated.map(({ rps }) => rps))
  const failed = sum(rated.map(({ rps, errorRatio }) => rps * errorRatio))
  return {
    rps: rates.length === 0 ? null : sum(rates),
    errorRatio: requests === 0 ? null : failed / requests,
    bytesPerSecond: bytes.length === 0 ? null : sum(bytes),
  }
}

export const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

/** Whole percents of parts that add up to 100 (largest remainder); all zero when there is nothing to share. */
export function wholePercents(parts: readonly number[]): number[] {
  const total = sum(parts)
  if (total <= 0) return parts.map(() => 0)
  const exact = parts.map((part) => (part / total) * 100)
  const floors = exact.map(Math.floor)
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .toSorted((a, b) => b.remainder - a.remainder || a.index - b.index)
  const missing = new Set(byRemainder.slice(0, 100 - sum(floors)).map(({ index }) => index))
  return floors.map((floor, index) => floor + (missing.has(index) ? 1 : 0))
}

const order = ['failing', 'degraded', 'healthy', 'idle', 'unknown'] as const

/** The worst first; equal ones stay in their order. */
export function worstFirst<T>(items: readonly T[], statusOf: (item: T) => (typeof order)[number]): T[] {
  return items.toSorted((a, b) => order.indexOf(statusOf(a)) - order.indexOf(statusOf(b)))
}

/** The worst status wins; nothing at all is unknown. */
export function worst<S extends (typeof order)[number]>(statuses: readonly S[]): S | 'unknown' {
  for (const status of order) {
    const found = statuses.find((other) => other === status)
    if (found !== undefined) return found
  }
  return 'unknown'
}
