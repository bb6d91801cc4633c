/** Milliseconds to wait before attempt number `failures` (from 1): doubling from 0.1 s to at most 3 s, spread by `random` (0..1) over the upper half. */
export function backoffMs(failures: number, random: number): number {
  const ceiling = Math.min(3_000, 100 * 2 ** Math.min(failures - 1, 10))
  return ceiling / 2 + (ceiling / 2) * random
}
