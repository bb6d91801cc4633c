import type { PlanSpec, PlanState } from './plan.ts'

/** Where a plan begins: nothing is written yet. `at` in Unix seconds. */
export function newPlanState(spec: PlanSpec, at: number): PlanState {
  return {
    status: 'running',
    step: 0,
    stage: 'write',
    startedAt: at,
    stepAt: at,
    countedFrom: null,
    heldSeconds: 0,
    tickAt: at,
    judgedAt: null,
    candidateRequests: 0,
    verdicts: [],
    reason: null,
    ending: null,
    changes: [],
    revision: 0,
    events: [
      { at, kind: 'created', message: `Made with ${spec.steps.length} steps and ${spec.guards.length} guards.` },
    ],
  }
}

/** Steps of the templates: share, hold in seconds, requests. */
export const templates = [
  {
    id: 'canary',
    name: 'Canary',
    steps: [
      { percent: 10, holdSeconds: 300, minRequests: 200 },
      { percent: 30, holdSeconds: 600, minRequests: 200 },
      { percent: 50, holdSeconds: 600, minRequests: 200 },
      { percent: 100, holdSeconds: 600, minRequests: 200 },
    ],
  },
  {
    id: 'blue-green',
    name: 'Blue/green',
    steps: [
      { percent: 0, holdSeconds: 0, minRequests: 0 },
      { percent: 100, holdSeconds: 1200, minRequests: 200 },
    ],
  },
  {
    id: 'slow-start',
    name: 'Slow start',
    steps: [1, 5, 10, 25, 50, 100].map((percent) => ({ percent, holdSeconds: 1800, minRequests: 200 })),
  },
] as const

/** Guards that a new plan begins with. */
export const usualGuards = [
  { kind: 'success-delta', limit: -0.005 },
  { kind: 'latency-ratio', quantile: 'p95', limit: 1.2 },
  { kind: 'latency-ratio', quantile: 'p99', limit: 1.3 },
  { kind: 'objective', limit: 0.995 },
] as const
