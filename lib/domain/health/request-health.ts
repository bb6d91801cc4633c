import type { Health, HealthStatus } from './model.ts'
import {
  defaultTolerances,
  judgedCode,
  type JudgedAnswer,
  type JudgedDirection,
  type JudgedProtocol,
  type Tolerance,
} from './tolerances.ts'

/** Answers of one protocol in one direction; rates per second. */
export interface AnswerRates {
  readonly protocol: JudgedProtocol
  readonly direction: JudgedDirection
  readonly responses: readonly (JudgedAnswer & { readonly rps: number })[]
}

/** H2: the worst of every tolerance over every protocol and direction. Without requests there is no verdict: null. */
export function requestHealth(
  rates: readonly AnswerRates[],
  tolerances: readonly Tolerance[] = defaultTolerances,
): Health | null {
  const asked = rates.filter(({ responses }) => totalOf(responses) > 0)
  if (asked.length === 0) return null
  const findings = asked.flatMap((group) =>
    tolerances
      .filter(({ isOf }) => isOf(group.protocol, group.direction))
      .flatMap((tolerance) => judge(group, tolerance)),
  )
  if (findings.length === 0) return { status: 'healthy', reasons: ['All answers are within the tolerances.'] }
  return worstOf(findings)
}

function judge(group: AnswerRates, tolerance: Tolerance): Health[] {
  const matching = totalOf(group.responses.filter((response) => tolerance.matches(judgedCode(response))))
  const share = matching / totalOf(group.responses)
  const limits = [
    { status: 'failing', from: tolerance.failingFrom },
    { status: 'degraded', from: tolerance.degradedFrom },
  ] as const
  const reached = matching > 0 ? limits.find(({ from }) => share >= from) : undefined
  if (reached === undefined) return []
  const protocol = group.protocol === 'http' ? 'HTTP' : 'gRPC'
  const limit = reached.from === 0 ? `${reached.status} above 0 %` : `${reached.status} from ${percent(reached.from)}`
  return [
    {
      status: reached.status,
      reasons: [`${percent(share)} of ${group.direction} ${protocol} requests ${tolerance.name} (${limit}).`],
    },
  ]
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
