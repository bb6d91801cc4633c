import { z } from 'zod'
import { namespaceName, objectName } from '../domain/model/names.ts'
import { plan, planSpec, planStep } from '../domain/routing/plan/plan.ts'

/** Body of `POST /api/plans`. */
export const planRequest = planSpec
export type PlanRequest = z.infer<typeof planRequest>

/** A plan with what the page needs besides: the weights of each step, and how long the present one still takes. */
export const planView = plan.extend({
  names: z.array(z.string()),
  weights: z.array(z.array(z.int())),
  /** Of the present step, in seconds; null where nothing is waited for, or where it can't be told. */
  holdLeftSeconds: z.number().nullable(),
  evidenceLeftSeconds: z.number().nullable(),
  requestsPerSecond: z.number().nullable(),
})
export type PlanView = z.infer<typeof planView>

export const planListQuery = z.object({
  namespace: namespaceName.optional(),
  name: objectName.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type PlanListQuery = z.infer<typeof planListQuery>

/** `GET /api/plans`, newest first. */
export const planList = z.object({ plans: z.array(planView) })

export const planParameters = z.object({ id: z.string() })

/** Body of `POST /api/plans/{id}/steps`: other steps from a place that has not begun. */
export const planStepsRequest = z.strictObject({
  revision: z.int().min(0),
  from: z.int().min(0),
  steps: z.array(planStep).max(50),
})
export type PlanStepsRequest = z.infer<typeof planStepsRequest>

/** `POST /api/plans/{id}/{command}`. */
export const planCommandParameters = z.object({
  id: z.string(),
  command: z.enum(['pause', 'continue', 'abort'], { error: 'must be pause, continue or abort' }),
})
export type PlanCommandParameters = z.infer<typeof planCommandParameters>
