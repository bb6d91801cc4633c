import type { Evidence } from './guards.ts'
import { newPlanState, usualGuards } from './new-plan.ts'
import type { Plan, PlanSpec } from './plan.ts'

export const startedAt = 1_800_000_000

/** A plan of reviews v1 90, v2 10 to v2, in three steps with a hold of a minute each. */
export function aPlan(change: Partial<PlanSpec> = {}, weights: readonly number[] = [90, 10]): Plan {
  const spec: PlanSpec = {
    namespace: 'bookinfo',
    name: 'reviews',
    rule: 'main',
    candidate: { host: 'reviews', subset: 'v2' },
    stable: { host: 'reviews', subset: 'v1' },
    steps: [30, 50, 100].map((percent) => ({ percent, holdSeconds: 60, minRequests: 200 })),
    guards: [...usualGuards],
    onFailure: 'roll-back',
    windowSeconds: 30,
    maxDurationSeconds: 7200,
    reason: null,
    ...change,
  }
  const origin = {
    weights: [...weights],
    candidatePlace: 1,
    stablePlace: 0,
    createdBy: 'token',
    namespaces: 'all' as const,
  }
  return { id: '12', spec, origin, state: newPlanState(spec, startedAt) }
}

/** Latencies of so many requests, all near `ms`. */
export function latencyOf(requests: number, ms: number): Map<number, number> {
  return new Map([
    [ms * 0.9, requests * 0.1],
    [ms, requests * 0.97],
    [ms * 1.2, requests],
    [Infinity, requests],
  ])
}

/** Both slices with the same latency and this many requests and failures of the candidate. */
export function evidenceOf(
  requests: number,
  failed: number,
  more: { stableFailed?: number; ms?: number } = {},
): Evidence {
  return {
    candidate: { requests, failed, latency: latencyOf(requests, more.ms ?? 20) },
    stable: { requests: 1000, failed: more.stableFailed ?? 0, latency: latencyOf(1000, 20) },
  }
}
