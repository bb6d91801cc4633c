/** A reading of a counter: seconds since the epoch, value. */
export interface Reading {
  readonly at: number
  readonly value: number
}

/**
 * How much a counter grew after `since`, from its readings in time order (R19). Growth counts from the first reading at or
 * after `since`, so nothing from before it is included; a series without any earlier reading was born after it and counts
 * from 0. A smaller value means a restart, which counts from 0 again.
 */
export function increaseSince(readings: readonly Reading[], since: number): number {
  const after = readings.filter((reading) => reading.at >= since)
  const first = after[0]
  if (!first) return 0
  const bornAfter = after.length === readings.length
  let sum = bornAfter ? first.value : 0
  let last = first.value
  for (const { value } of after.slice(1)) {
    sum += value >= last ? value - last : value
    last = value
  }
  return sum
}
