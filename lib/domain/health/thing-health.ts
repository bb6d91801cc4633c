import type { Health } from './model.ts'
import { requestHealth, worstOf, type AnswerRates } from './request-health.ts'
import { limitOf, type Tolerance } from './tolerances.ts'

/** What the cluster knows of a thing's health: what it bears, and verdicts on what it is made of. */
export interface KnownHealth {
  /** Its own tolerances; absent: the defaults. */
  readonly tolerances?: readonly Tolerance[] | undefined
  /** Verdicts on its pods, their proxies, its endpoints. */
  readonly verdicts: readonly Health[]
  /** A sentence for whoever reads the reasons, whatever the status: an annotation that is not understood. */
  readonly note?: string | undefined
}

/** What a thing carried in the window. */
export interface CarriedTraffic {
  readonly answers: readonly AnswerRates[]
  readonly bytesPerSecond: number
}

const idle: Health = { status: 'idle', reasons: ['No traffic was reported in the window.'] }
const carriesBytes: Health = { status: 'healthy', reasons: ['Bytes flow; TCP has no answers to judge.'] }

/**
 * The health of anything: an edge, a workload, an app, a service (H2 to H7). The graph, lists, pages and the overview all show
 * what this says. What is ready but not called is idle, not healthy.
 */
export function thingHealth(
  { answers, bytesPerSecond }: CarriedTraffic,
  known: KnownHealth = { verdicts: [] },
): Health {
  const traffic = requestHealth(answers, known.tolerances) ?? (bytesPerSecond > 0 ? carriesBytes : idle)
  const parts = known.verdicts.filter(({ status }) => traffic.status !== 'idle' || status !== 'healthy')
  const { status, reasons } = worstOf([traffic, ...parts])
  return {
    status,
    reasons: known.note === undefined ? reasons : [...reasons, known.note],
    ...(known.tolerances === undefined ? {} : { limits: known.tolerances.map(limitOf) }),
  }
}
