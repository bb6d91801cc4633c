import { z } from 'zod'
import { namespaceName, objectName } from '../../model/names.ts'
import { destinationSchema } from '../virtual-service.ts'

/** One step: the candidate's share, how long it is held at least, and the requests that it must have seen. */
export const planStep = z.object({
  percent: z.number().min(0, { error: 'must be 0 to 100' }).max(100, { error: 'must be 0 to 100' }),
  holdSeconds: z.int().min(0).max(604_800, { error: 'must be at most 7 days' }),
  minRequests: z.int().min(0).max(10_000_000),
})
export type PlanStep = z.infer<typeof planStep>

/**
 * A guard over the candidate. `success-delta`: its success ratio less the stable slice's, at least `limit` (such as -0.005).
 * `latency-ratio`: its percentile over the stable slice's, at most `limit`. `objective`: its success ratio, at least `limit`.
 */
export const planGuard = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('success-delta'), limit: z.number().min(-1).max(0) }),
  z.object({ kind: z.literal('latency-ratio'), quantile: z.enum(['p95', 'p99']), limit: z.number().min(1).max(100) }),
  z.object({ kind: z.literal('objective'), limit: z.number().min(0).max(1) }),
])
export type PlanGuard = z.infer<typeof planGuard>

/** What a person asks for. */
export const planSpec = z.object({
  namespace: namespaceName,
  name: objectName,
  rule: z.string(),
  candidate: destinationSchema,
  stable: destinationSchema,
  steps: z.array(planStep).min(1, { error: 'must have at least one step' }).max(50),
  guards: z.array(planGuard).max(20),
  onFailure: z.enum(['roll-back', 'pause']),
  /** Seconds between two judgements; two that agree decide. */
  windowSeconds: z.int().min(5).max(3600).default(30),
  maxDurationSeconds: z.int().min(60).max(2_592_000),
  reason: z.string().trim().max(2000).nullable().default(null),
})
export type PlanSpec = z.infer<typeof planSpec>

export const verdictName = z.enum(['pass', 'fail', 'inconclusive', 'waiting'])
export type VerdictName = z.infer<typeof verdictName>

/** What one guard says: the number that was compared, its 95 % interval, requests of the candidate, and a sentence. */
export const guardVerdict = z.object({
  verdict: verdictName,
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  n: z.int(),
  reason: z.string(),
  /** Judgements in a row with this verdict. */
  windows: z.int(),
})
export type GuardVerdict = z.infer<typeof guardVerdict>

export const planStatus = z.enum(['running', 'paused', 'rolling-back', 'completed', 'rolled-back', 'aborted'])
export type PlanStatus = z.infer<typeof planStatus>

export const planEvent = z.object({
  at: z.number(),
  kind: z.enum([
    'created',
    'written',
    'judged',
    'passed',
    'paused',
    'continued',
    'failed',
    'aborted',
    'ended',
    'refused',
    'edited',
  ]),
  message: z.string(),
  /** The step whose weights were written or found in place, and the entry of the ledger where this console knows it. */
  step: z.int().optional(),
  change: z.string().optional(),
})
export type PlanEvent = z.infer<typeof planEvent>

/** Where a plan is. Times are Unix seconds. */
export const planState = z.object({
  status: planStatus,
  step: z.int(),
  /** `write`: the step's weights are not known to be in place yet. */
  stage: z.enum(['write', 'hold']),
  startedAt: z.number(),
  stepAt: z.number(),
  /** From when on requests count: the last acknowledgement; null while it is waited for. */
  countedFrom: z.number().nullable(),
  /** Seconds that this step was held while the plan ran. */
  heldSeconds: z.number(),
  tickAt: z.number().nullable(),
  judgedAt: z.number().nullable(),
  /** Requests that the candidate has had in this step. */
  candidateRequests: z.int(),
  verdicts: z.array(guardVerdict),
  /** Why it is paused, rolling back or ended. */
  reason: z.string().nullable(),
  /** Which way a roll-back ends. */
  ending: z.enum(['rolled-back', 'aborted']).nullable(),
  /** Entries of the ledger, one per write. */
  changes: z.array(z.string()),
  /** Times that its later steps were edited: an edit names the one that it was made on. */
  revision: z.int().default(0),
  events: z.array(planEvent),
})
export type PlanState = z.infer<typeof planState>

/** What the plan began from, fixed when it was made. */
export const planOrigin = z.object({
  weights: z.array(z.int()),
  candidatePlace: z.int(),
  stablePlace: z.int(),
  createdBy: z.string(),
  /** Namespaces that its maker may write to. */
  namespaces: z.union([z.literal('all'), z.array(z.string())]),
})
export type PlanOrigin = z.infer<typeof planOrigin>

export const plan = z.object({ id: z.string(), spec: planSpec, origin: planOrigin, state: planState })
export type Plan = z.infer<typeof plan>

/** Whether a plan will still do something by itself or when told. */
export function isActive({ status }: Pick<PlanState, 'status'>): boolean {
  switch (status) {
    case 'running':
    case 'paused':
    case 'rolling-back':
      return true
    case 'completed':
    case 'rolled-back':
    case 'aborted':
      return false
  }
}
