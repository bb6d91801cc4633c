import { quantile, type Buckets } from '../../telemetry/histogram.ts'
import { wilsonInterval, Z95 } from '../interval.ts'
import type { GuardVerdict, PlanGuard } from './plan.ts'

/** What one slice did since the step began. `latency` has counts by upper bound in milliseconds; null without any. */
export interface SliceEvidence {
  readonly requests: number
  readonly failed: number
  readonly latency: Buckets | null
}

export interface Evidence {
  readonly candidate: SliceEvidence
  readonly stable: SliceEvidence
}

/** A judgement without its count of windows. */
export type Judgement = Omit<GuardVerdict, 'windows'>

interface Limits {
  readonly minRequests: number
  /** False where the step sends nothing to the stable slice: then nothing can be compared with it. */
  readonly hasStable: boolean
}

/**
 * What a guard says (P5): `fail` where the whole 95 % interval lies beyond the limit, `pass` where the value keeps it, else
 * `inconclusive`; fewer requests than asked for are inconclusive whatever they say. Where the step leaves nothing for the stable
 * slice, a comparison with it waits and does not count (P6).
 */
export function judgeGuard(guard: PlanGuard, evidence: Evidence, limits: Limits): Judgement {
  const n = evidence.candidate.requests
  const isComparison = guard.kind !== 'objective'
  if (isComparison && !limits.hasStable) {
    return none(n, 'waiting', 'Nothing goes to the stable slice in this step, so it can’t be compared with.')
  }
  if (n < limits.minRequests || n === 0)
    return none(n, 'inconclusive', `${n} of ${Math.max(1, limits.minRequests)} requests`)
  if (isComparison && evidence.stable.requests < Math.min(limits.minRequests, n)) {
    return none(n, 'inconclusive', `the stable slice has ${evidence.stable.requests} requests to compare with`)
  }
  switch (guard.kind) {
    case 'success-delta':
      return atLeast(guard.limit, { ...successDelta(evidence), n }, points)
    case 'objective': {
      const { share, low, high } = wilsonInterval(n - evidence.candidate.failed, n)
      return atLeast(guard.limit, { value: share, low, high, n }, percent)
    }
    case 'latency-ratio':
      return latencyRatio(guard, evidence)
  }
}

interface Estimate {
  readonly value: number
  readonly low: number
  readonly high: number
  readonly n: number
}

function atLeast(limit: number, estimate: Estimate, words: (value: number) => string): Judgement {
  const { value, low, high } = estimate
  const range = `${words(value)} (95 % interval ${words(low)} to ${words(high)}), at least ${words(limit)} wanted`
  const verdict = value >= limit - 1e-12 ? 'pass' : high < limit ? 'fail' : 'inconclusive'
  return { ...estimate, verdict, reason: range }
}

/** Difference of two success ratios with Newcombe's interval from Wilson's (R. G. Newcombe, Stat. Med. 17 (1998), method 10). */
function successDelta({ candidate, stable }: Evidence): Omit<Estimate, 'n'> {
  const left = wilsonInterval(candidate.requests - candidate.failed, candidate.requests)
  const right = wilsonInterval(stable.requests - stable.failed, stable.requests)
  const value = left.share - right.share
  return {
    value,
    low: value - Math.hypot(left.share - left.low, right.high - right.share),
    high: value + Math.hypot(left.high - left.share, right.share - right.low),
  }
}

const quantiles = { p95: 0.95, p99: 0.99 } as const

/** The interval of a percentile comes from the ranks that a binomial count may have (order statistics). */
function latencyRatio(
  guard: Extract<PlanGuard, { kind: 'latency-ratio' }>,
  { candidate, stable }: Evidence,
): Judgement {
  const n = candidate.requests
  const own = percentile(candidate, quantiles[guard.quantile])
  const other = percentile(stable, quantiles[guard.quantile])
  if (own === null || other === null || other.value <= 0) {
    return none(n, 'inconclusive', `no ${guard.quantile} is reported of both slices`)
  }
  const value = own.value / other.value
  const low = own.low / Math.max(other.high, Number.EPSILON)
  const high = other.low > 0 ? own.high / other.low : Infinity
  const verdict = value <= guard.limit ? 'pass' : low > guard.limit ? 'fail' : 'inconclusive'
  const reason = `${guard.quantile} ${Math.round(own.value)} ms against ${Math.round(other.value)} ms, ${value.toFixed(2)} times, at most ${guard.limit} wanted`
  return { verdict, value, low, high: Number.isFinite(high) ? high : null, n, reason }
}

function percentile({ requests, latency }: SliceEvidence, q: number): Omit<Estimate, 'n'> | null {
  if (latency === null || requests <= 0) return null
  const spread = Z95 * Math.sqrt((q * (1 - q)) / requests)
  const value = quantile(q, latency)
  const low = quantile(Math.max(0, q - spread), latency)
  const high = quantile(Math.min(1, q + spread), latency)
  return value === null || low === null || high === null ? null : { value, low, high }
}

function none(n: number, verdict: 'waiting' | 'inconclusive', reason: string): Judgement {
  return { verdict, value: null, low: null, high: null, n, reason }
}

function percent(value: number): string {
  return `${(value * 100).toFixed(2)} %`
}

function points(value: number): string {
  return `${value > 0 ? '+' : ''}${(value * 100).toFixed(2)} points`
}
