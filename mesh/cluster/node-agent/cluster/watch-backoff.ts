const firstMs = 200
const maxMs = 5_000

/** Delay before a list or watch is tried again: doubles from 200 ms to 5 s, plus up to a half at random. */
export function watchBackoffMs(failures: number, random: number): number {
  const base = Math.min(maxMs, firstMs * 2 ** Math.min(failures, 10))
  return base + (base / 2) * random
}
