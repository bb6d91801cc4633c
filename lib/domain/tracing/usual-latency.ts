/** Percentiles of an edge in milliseconds; a missing one was not reported. */
export interface UsualLatency {
  readonly p50: number | null
  readonly p95: number | null
  readonly p99: number | null
}

export type AgainstUsual = 'usual' | 'over-p50' | 'over-p95' | 'over-p99' | 'unknown'

/** Where a duration lies among the usual ones of its edge. */
export function againstUsual(durationMs: number, { p50, p95, p99 }: UsualLatency): AgainstUsual {
  if (p99 !== null && durationMs > p99) return 'over-p99'
  if (p95 !== null && durationMs > p95) return 'over-p95'
  if (p50 !== null && durationMs > p50) return 'over-p50'
  return p50 === null && p95 === null && p99 === null ? 'unknown' : 'usual'
}
