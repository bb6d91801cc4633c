/** A reading of a counter: Unix seconds, value. */
export interface Reading {
  readonly time: number
  readonly value: number
}

/** The readings of one counter in time order. All counters of one `target` are read at the same moments. */
export interface CounterReadings {
  readonly target: string
  readonly readings: readonly Reading[]
}

/**
 * How much each counter grew after `since` (R19). A target's counters are all counted from its first reading after that
 * moment: one that exists by then from its value, one that appears later from 0. So all of them cover the same span, and a
 * destination that gets its first request ever is not favoured over one that had some before.
 */
export function increasesSince(counters: readonly CounterReadings[], since: number): number[] {
  const starts = new Map<string, number>()
  for (const { target, readings } of counters) {
    const first = readings.find((reading) => reading.time >= since)
    if (first) starts.set(target, Math.min(first.time, starts.get(target) ?? Infinity))
  }
  return counters.map(({ target, readings }) => increaseFrom(readings, starts.get(target) ?? Infinity))
}

/** Growth of one counter from its value at `start`, or from 0 when it has no reading at or before it. */
function increaseFrom(readings: readonly Reading[], start: number): number {
  const existed = readings.findLast((reading) => reading.time <= start)
  let last = existed?.value ?? 0
  let sum = 0
  for (const { time, value } of readings) {
    if (time <= start) continue
    // A smaller value means that the process restarted: it counts from 0 again.
    sum += value >= last ? value - last : value
    last = value
  }
  return sum
}
