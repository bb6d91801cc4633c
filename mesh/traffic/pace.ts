/** An absolute schedule: request number n is due at `startMs + n * intervalMs`, so lateness never adds up. */
export interface Schedule {
  readonly startMs: number
  readonly intervalMs: number
}

/** After this much lateness (a suspended machine) the missed requests are dropped rather than sent in one burst. */
export const maxLatenessMs = 2_000

export interface DueRequests {
  /** Scheduled times of the requests to send now, oldest first. */
  readonly times: readonly number[]
  /** Number of the first request that is not due yet. */
  readonly next: number
  /** Requests given up because the process was away too long. */
  readonly dropped: number
}

/** When request number n is due. */
export function dueTime(schedule: Schedule, n: number): number {
  return schedule.startMs + n * schedule.intervalMs
}

/** What to send at `nowMs` when the requests before number `next` were dealt with. */
export function dueRequests(schedule: Schedule, next: number, nowMs: number): DueRequests {
  const end = Math.max(next, Math.floor((nowMs - schedule.startMs) / schedule.intervalMs) + 1)
  const oldest = Math.ceil((nowMs - maxLatenessMs - schedule.startMs) / schedule.intervalMs)
  const first = Math.min(end, Math.max(next, oldest))
  const times = Array.from({ length: end - first }, (_, i) => dueTime(schedule, first + i))
  return { times, next: end, dropped: first - next }
}
