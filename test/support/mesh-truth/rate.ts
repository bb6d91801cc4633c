export interface Point {
  readonly time: number
  readonly value: number
}

/**
 * What Prometheus' `rate` makes of a counter's scrapes within a window: the increase over resets, extrapolated to the
 * window's ends where the next scrape can't be missing, else by half an interval, and never to before the counter was 0.
 * Null with fewer than two scrapes.
 */
export function prometheusRate(
  points: readonly Point[],
  window: { readonly from: number; readonly until: number },
): number | null {
  const inside = points.filter(({ time }) => time > window.from && time <= window.until)
  const [first, last] = [inside[0], inside.at(-1)]
  if (first === undefined || last === undefined || inside.length < 2) return null
  const increase = increaseOf(inside)
  const sampled = last.time - first.time
  const average = sampled / (inside.length - 1)
  const reach = (gap: number) => (gap >= average * 1.1 ? average / 2 : gap)
  const toZero = increase > 0 && first.value >= 0 ? sampled * (first.value / increase) : Infinity
  const before = Math.min(reach(first.time - window.from), toZero)
  const after = reach(window.until - last.time)
  return (increase * ((sampled + before + after) / sampled)) / (window.until - window.from)
}

function increaseOf(points: readonly Point[]): number {
  let increase = 0
  for (const [place, { value }] of points.entries()) {
    const previous = points[place - 1]
    if (previous !== undefined) increase += value >= previous.value ? value - previous.value : value
  }
  return increase
}
