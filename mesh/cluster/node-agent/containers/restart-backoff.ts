/** How long to wait between restarts. */
export type BackoffRule = {
  readonly baseMs: number
  readonly maxMs: number
  /** A container that ran this long starts again from no delay. */
  readonly resetMs: number
}

/** The kubelet's: at once, then 10 s doubling to 5 min; ten good minutes forget the past. */
export const kubeletBackoff: BackoffRule = { baseMs: 10_000, maxMs: 300_000, resetMs: 600_000 }

export type BackoffState = {
  /** Restarts in a row. */
  readonly failures: number
}

export const freshBackoff: BackoffState = { failures: 0 }

/** Delay after a run that lasted `ranMs`, and what to remember. */
export function nextRestart({ failures }: BackoffState, ranMs: number, rule: BackoffRule) {
  const before = ranMs >= rule.resetMs ? 0 : failures
  const delayMs = before === 0 ? 0 : Math.min(rule.maxMs, rule.baseMs * 2 ** (before - 1))
  return { delayMs, state: { failures: before + 1 } }
}
