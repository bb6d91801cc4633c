import type { PlanStepsRequest, PlanView } from '../../contract/plans.ts'
import { HeddleError } from '../../domain/model/heddle-error.ts'
import { editSteps } from '../../domain/routing/plan/edit-steps.ts'
import { requireWrite } from '../changes/require-write.ts'
import type { Call } from '../deps.ts'
import { requirePlan } from './get-plan.ts'
import { planViewOf } from './plan-view.ts'
import { SAVE_ATTEMPTS } from './save-attempts.ts'

/** Replaces the steps of a plan that have not begun (P14). @throws HeddleError NOT_FOUND, FORBIDDEN, UNPROCESSABLE, CONFLICT */
export async function editPlanSteps(call: Call<PlanStepsRequest & { readonly id: string }>): Promise<PlanView> {
  const { deps, principal, input } = call
  for (let attempt = 0; attempt < SAVE_ATTEMPTS; attempt++) {
    const plan = await requirePlan(call)
    requireWrite(principal, { kind: 'VirtualService', namespace: plan.spec.namespace, name: plan.spec.name })
    const at = deps.now() / 1000
    const result = editSteps(plan, input, { subject: principal.subject, at })
    if (result.type !== 'edited') {
      const code = result.type === 'conflict' ? 'CONFLICT' : 'UNPROCESSABLE'
      throw new HeddleError(code, result.message, { field: result.field })
    }
    const { spec, state } = result
    if (await deps.plans.save(plan, state, spec)) return planViewOf({ ...plan, spec, state }, at)
  }
  throw new HeddleError('CONFLICT', `plan ${input.id} is being changed by somebody else: try again`)
}
