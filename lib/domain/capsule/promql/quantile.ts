/** One bucket of a histogram: how many observations were at most `upper`. */
export interface Bucket {
  readonly upper: number
  readonly count: number
}

/** A quantile of a cumulative histogram as Prometheus' `histogram_quantile` interpolates it; NaN where there is none. */
export function quantileOf(q: number, unordered: readonly Bucket[]): number {
  const buckets = monotonous(unordered.toSorted((a, b) => a.upper - b.upper))
  const top = buckets.at(-1)
  if (top === undefined || top.upper !== Infinity || buckets.length < 2 || !(top.count > 0)) return Number.NaN
  const rank = q * top.count
  const place = buckets.slice(0, -1).findIndex(({ count }) => count >= rank)
  if (place < 0) return buckets.at(-2)?.upper ?? Number.NaN
  const [bucket, below] = [buckets[place], place === 0 ? undefined : buckets[place - 1]]
  if (bucket === undefined) return Number.NaN
  if (below === undefined && bucket.upper <= 0) return bucket.upper
  const [lower, under] = [below?.upper ?? 0, below?.count ?? 0]
  return lower + (bucket.upper - lower) * ((rank - under) / (bucket.count - under))
}

/** Equal bounds add up; counts that fall, by scrapes at different moments, are lifted to the one before. */
function monotonous(ordered: readonly Bucket[]): Bucket[] {
  const merged: Bucket[] = []
  for (const { upper, count } of ordered) {
    const before = merged.at(-1)
    if (before?.upper === upper) merged.splice(-1, 1, { upper, count: before.count + count })
    else merged.push({ upper, count })
  }
  let highest = 0
  return merged.map(({ upper, count }) => {
    highest = Math.max(highest, count)
    return { upper, count: highest }
  })
}
