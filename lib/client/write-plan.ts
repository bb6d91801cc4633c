import type { PlanRequest, PlanStepsRequest, PlanView } from '../contract/plans.ts'
import { apiPost } from './api.ts'

const planViewSchema = () => import('../contract/plans.ts').then(({ planView }) => planView)

/** Makes a plan; it begins at once. @throws ApiError with the field, status 409 while the object has another one */
export function createPlan(plan: PlanRequest): Promise<PlanView> {
  return apiPost('/api/plans', planViewSchema, plan)
}

export type PlanVerb = 'pause' | 'continue' | 'abort'

/** Pauses, continues or aborts a plan. @throws ApiError */
export function controlPlan(id: string, verb: PlanVerb): Promise<PlanView> {
  return apiPost(`/api/plans/${encodeURIComponent(id)}/${verb}`, planViewSchema, {})
}

/** Replaces the steps that have not begun. @throws ApiError, status 409 where the plan was edited or went on meanwhile */
export function editPlanSteps(id: string, edit: PlanStepsRequest): Promise<PlanView> {
  return apiPost(`/api/plans/${encodeURIComponent(id)}/steps`, planViewSchema, edit)
}
