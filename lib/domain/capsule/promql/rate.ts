/** One counter as it was scraped: times in Unix milliseconds, rising. */
export interface Points {
  readonly times: Float64Array
  readonly values: Float64Array
}

/** Prometheus looks back so far for the latest value of a series. */
const LOOKBACK_MS = 300_000

/** The first place whose time is later than `ms`. */
export function placeAfter(times: Float64Array, ms: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((times[middle] ?? 0) > ms) high = middle
    else low = middle + 1
  }
  return low
}

/** The latest value at a moment; null where none was scraped lately. */
export function latestAt({ times, values }: Points, ms: number): number | null {
  const place = placeAfter(times, ms) - 1
  const time = times[place]
  return time === undefined || ms - time >= LOOKBACK_MS ? null : (values[place] ?? null)
}

/**
 * Increase per second over the window that ends at `ms`, as Prometheus' `rate` counts it: resets add up, and the ends
 * of the window are extrapolated when a scrape is near, but never below zero. Null with fewer than two values.
 */
export function rateAt(points: Points, ms: number, windowMs: number): number | null {
  const { times, values } = points
  const first = placeAfter(times, ms - windowMs)
  const last = placeAfter(times, ms) - 1
  if (last - first < 1) return null
  const [start = 0, end = 0, low = 0] = [times[first], times[last], values[first]]
  const increase = increaseOf(values, first, last)
  const sampled = end - start
  const between = sampled / (last - first)
  const near = (gap: number) => (gap >= between * 1.1 ? between / 2 : gap)
  const untilZero = increase > 0 && low >= 0 ? sampled * (low / increase) : Infinity
  const before = Math.min(near(start - (ms - windowMs)), untilZero)
  const whole = sampled + before + near(ms - end)
  return (increase * (whole / sampled)) / (windowMs / 1_000)
}

function increaseOf(values: Float64Array, first: number, last: number): number {
  let resets = 0
  for (let place = first + 1; place <= last; place++) {
    const [before = 0, value = 0] = [values[place - 1], values[place]]
    if (value < before) resets += before
  }
  return (values[last] ?? 0) - (values[first] ?? 0) + resets
}
