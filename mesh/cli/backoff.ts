/** Milliseconds to wait before restart number `restarts` (from 0): 0.25 s doubling to at most 5 s, so that all recovers within 10 s. */
export function restartDelayMs(restarts: number): number {
  return Math.min(5_000, 250 * 2 ** Math.min(restarts, 10))
}

/** A process that stayed up this long starts again from the first delay. */
export const stableAfterMs = 30_000
