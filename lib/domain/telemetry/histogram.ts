/** Cumulative buckets of one or several histograms: upper bound in milliseconds (Infinity for the last) to requests per second. */
export type Buckets = Map<number, number>

/** Adds a bucket to a histogram: histograms are merged before any percentile is taken (T8). */
export function addBucket(buckets: Buckets, upper: number, perSecond: number): void {
  if (Number.isNaN(upper) || !Number.isFinite(perSecond)) return
  buckets.set(upper, (buckets.get(upper) ?? 0) + perSecond)
}

/**
 * The value below which a share `q` (0..1) lies, by linear interpolation inside its bucket, as Prometheus' histogram_quantile
 * does for positive bounds. Null without requests or without the last, infinite bucket. A value beyond the largest finite
 * bound is that bound.
 */
export function quantile(q: number, buckets: Buckets): number | null {
  const sorted = monotonic([...buckets].toSorted(([a], [b]) => a - b))
  const last = sorted.at(-1)
  if (last === undefined || last[0] !== Infinity || sorted.length < 2 || !(last[1] > 0)) return null
  const rank = q * last[1]
  const place = sorted.findIndex(([, count]) => count >= rank)
  const [upper, count] = sorted[place] ?? last
  const [lower, below] = sorted[place - 1] ?? [0, 0]
  if (upper === Infinity) return lower
  return count === below ? upper : lower + ((upper - lower) * (rank - below)) / (count - below)
}

/** Rates of cumulative buckets can shrink by rounding or when series differ in bounds: each counts at least its predecessor. */
function monotonic(sorted: readonly (readonly [number, number])[]): [number, number][] {
  let most = 0
  return sorted.map(([upper, count]) => {
    most = Math.max(most, count)
    return [upper, most]
  })
}
