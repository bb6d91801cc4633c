/**
 * Milliseconds to wait before restart number `restarts` (from 0) of a process that ran for `uptimeMs`: starts are at least
 * 0.25 s apart, doubling to 3 s, and what it ran counts. So a process that dies at once is not started in a frenzy, and one
 * that served for a while is back at once, however often it is killed.
 */
export function restartDelayMs(restarts: number, uptimeMs: number): number {
  const apartMs = Math.min(3_000, 250 * 2 ** Math.min(restarts, 10))
  return Math.max(250, apartMs - uptimeMs)
}

/** A process that stayed up this long starts again from the first delay. */
export const stableAfterMs = 30_000
