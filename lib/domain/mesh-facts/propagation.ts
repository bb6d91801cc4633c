import { quantile, type Buckets } from '../telemetry/histogram.ts'

/** One bar of a histogram: how many observations lie in `(from, to]`; `to` is null for the last, open one. Seconds. */
export interface HistogramBar {
  readonly from: number
  readonly to: number | null
  readonly count: number
}

export interface Propagation {
  readonly bars: readonly HistogramBar[]
  readonly count: number
  readonly p50: number | null
  readonly p99: number | null
}

/**
 * From cumulative buckets (upper bound to count) to bars and percentiles. Bars without observations at both ends are
 * left out. `over` is the number of seconds that per-second buckets speak of; 1 for plain counts.
 */
export function propagationOf(buckets: Buckets, over = 1): Propagation {
  const uppers = [...buckets.keys()].toSorted((a, b) => a - b)
  const bars = uppers.map((upper, index): HistogramBar => {
    const from = uppers[index - 1] ?? 0
    const below = index === 0 ? 0 : (buckets.get(from) ?? 0)
    const count = Math.max(0, (buckets.get(upper) ?? 0) - below) * over
    return { from, to: Number.isFinite(upper) ? upper : null, count }
  })
  const count = bars.reduce((sum, bar) => sum + bar.count, 0)
  const filled = bars.map((bar, index) => (bar.count > 0 ? index : -1)).filter((index) => index >= 0)
  const shown = filled.length === 0 ? [] : bars.slice(Math.max(0, (filled[0] ?? 0) - 1), (filled.at(-1) ?? 0) + 2)
  if (count === 0) return { bars: [], count: 0, p50: null, p99: null }
  return { bars: shown, count, p50: quantile(0.5, buckets), p99: quantile(0.99, buckets) }
}
