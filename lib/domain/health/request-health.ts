import type { Health, HealthStatus } from './model.ts'
import { defaultTolerances, type Tolerance } from './tolerances.ts'

/** Answers of one protocol in one direction; rates per second. */
export interface AnswerRates {
  readonly protocol: 'http' | 'grpc'
  readonly direction: 'inbound' | 'outbound'
  readonly responses: readonly { readonly code: string; readonly grpcStatus: string | null; readonly rps: number }[]
}

/** H2: the worst of every tolerance over every protocol and direction. Without requests there is no verdict: null. */
export function requestHealth(
  rates: readonly AnswerRates[],
  tolerances: readonly Tolerance[] = defaultTolerances,
): Health | null {
  const asked = rates.filter(({ responses }) => totalOf(responses) > 0)
  if (asked.length === 0) return null
  const findings = asked.flatMap((group) =>
    tolerances.filter(({ protocol }) => protocol === group.protocol).flatMap((tolerance) => judge(group, tolerance)),
  )
  if (findings.length === 0) return { status: 'healthy', reasons: ['All answers are within the tolerances.'] }
  return worstOf(findings)
}

function judge(group: AnswerRates, tolerance: Tolerance): Health[] {
  const matching = totalOf(group.responses.filter(tolerance.matches))
  const share = matching / totalOf(group.responses)
  if (matching <= 0) return []
  const bears = tolerance.inclusive ? share < tolerance.degradedAbove : share <= tolerance.degradedAbove
  if (bears) return []
  const status: HealthStatus = share >= tolerance.failingFrom ? 'failing' : 'degraded'
  const limit = status === 'failing' ? `failing from ${percent(tolerance.failingFrom)}` : degradedLimit(tolerance)
  const protocol = group.protocol === 'http' ? 'HTTP' : 'gRPC'
  return [
    { status, reasons: [`${percent(share)} of ${group.direction} ${protocol} requests ${tolerance.name} (${limit}).`] },
  ]
}

function degradedLimit({ inclusive, degradedAbove }: Tolerance): string {
  return `degraded ${inclusive ? 'from' : 'above'} ${percent(degradedAbove)}`
}

const severity: Readonly<Record<HealthStatus, number>> = { unknown: 0, idle: 1, healthy: 2, degraded: 3, failing: 4 }

/** H5: the worst status of several, with the reasons of those that have it. Of nothing: unknown. */
export function worstOf(verdicts: readonly Health[]): Health {
  const worst = verdicts.reduce<HealthStatus>((status, verdict) => {
    return severity[verdict.status] > severity[status] ? verdict.status : status
  }, 'unknown')
  const reasons = verdicts.filter(({ status }) => status === worst).flatMap((verdict) => verdict.reasons)
  return { status: worst, reasons: reasons.length > 0 ? [...new Set(reasons)] : ['Nothing is known about it.'] }
}

function totalOf(responses: readonly { readonly rps: number }[]): number {
  return responses.reduce((sum, { rps }) => sum + rps, 0)
}

/** `0.4 %`, never rounded to a misleading 0 or 100. */
function percent(share: number): string {
  const value = share * 100
  if (value > 0 && value < 0.1) return 'under 0.1 %'
  if (value < 100 && value > 99.9) return 'over 99.9 %'
  return `${Number(value.toFixed(1))} %`
}
