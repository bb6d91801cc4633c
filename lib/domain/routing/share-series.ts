import { increasesSince, type CounterReadings } from './counter-increase.ts'
import { wilsonInterval, type Interval } from './interval.ts'

/** Shares of the destinations at one moment, over the span before it; null where nothing was requested. */
export interface SharePoint {
  readonly time: number
  readonly n: number
  readonly shares: readonly (Interval | null)[]
}

/** A span cut into steps; each point looks `windowSeconds` back. Unix seconds. */
export interface ShareRange {
  readonly from: number
  readonly to: number
  readonly stepSeconds: number
  readonly windowSeconds: number
}

/**
 * The split over time. `places[i]` says which of the `destinations` counter i belongs to, -1 for none.
 */
export function shareSeries(
  counters: readonly CounterReadings[],
  places: readonly number[],
  { range, destinations }: { readonly range: ShareRange; readonly destinations: number },
): SharePoint[] {
  const points: SharePoint[] = []
  for (let time = range.from; time <= range.to; time += range.stepSeconds) {
    const visible = counters.map(({ target, readings }) => ({
      target,
      readings: readings.filter((reading) => reading.time <= time),
    }))
    const counts = Array.from({ length: destinations }, () => 0)
    increasesSince(visible, time - range.windowSeconds).forEach((increase, index) => {
      const place = places[index] ?? -1
      if (place >= 0) counts[place] = (counts[place] ?? 0) + increase
    })
    const n = Math.round(counts.reduce((sum, count) => sum + count, 0))
    points.push({ time, n, shares: counts.map((count) => (n > 0 ? wilsonInterval(count, n) : null)) })
  }
  return points
}
