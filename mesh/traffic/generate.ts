import { setTimeout as wait } from 'node:timers/promises'
import type { TrafficMetrics } from './metrics.ts'
import type { Outcome } from './outcome.ts'
import { dueRequests, dueTime, type Schedule } from './pace.ts'

export interface LoadDeps {
  readonly send: () => Promise<Outcome>
  readonly metrics: TrafficMetrics
  readonly signal: AbortSignal
}

/** More unanswered requests than this would only measure this process, not the mesh. */
const maxInFlight = 2_000
const gatewayPollMs = 250

/**
 * Waits for the first whole answer, then sends evenly until the signal aborts. A gateway that dies later is counted
 * as failed requests and found again by the next one: the schedule never stops.
 */
export async function generateLoad(requestsPerSecond: number, deps: LoadDeps): Promise<void> {
  try {
    await waitForGateway(deps)
    await sendOnSchedule({ startMs: performance.now(), intervalMs: 1_000 / requestsPerSecond }, deps)
  } catch (error) {
    if (!deps.signal.aborted) throw error
  }
}

async function waitForGateway({ send, metrics, signal }: LoadDeps): Promise<void> {
  while (!signal.aborted) {
    const sentAtMs = performance.now()
    const outcome = await send()
    if (outcome.kind === 'answered') metrics.record(outcome, (performance.now() - sentAtMs) / 1_000)
    if (outcome.kind === 'answered' && outcome.status === 200) return
    await wait(gatewayPollMs, undefined, { signal })
  }
}

async function sendOnSchedule(schedule: Schedule, { send, metrics, signal }: LoadDeps): Promise<void> {
  let next = 0
  let inFlight = 0
  const launch = async (dueAtMs: number) => {
    metrics.inFlight.set(++inFlight)
    const outcome = await send()
    metrics.inFlight.set(--inFlight)
    metrics.record(outcome, (performance.now() - dueAtMs) / 1_000)
  }
  while (!signal.aborted) {
    const due = dueRequests(schedule, next, performance.now())
    next = due.next
    metrics.dropped.inc(due.dropped)
    for (const time of due.times) {
      if (inFlight < maxInFlight) void launch(time)
      else metrics.dropped.inc()
    }
    await wait(Math.max(0, dueTime(schedule, next) - performance.now()), undefined, { signal })
  }
}
