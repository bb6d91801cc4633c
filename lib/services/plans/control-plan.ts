import type { PlanCommandParameters, PlanView } from '../../contract/plans.ts'
import { HeddleError } from '../../domain/model/heddle-error.ts'
import { command } from '../../domain/routing/plan/commands.ts'
import { requireWrite } from '../changes/require-write.ts'
import type { Call } from '../deps.ts'
import { requirePlan } from './get-plan.ts'
import { planViewOf } from './plan-view.ts'
import { SAVE_ATTEMPTS } from './save-attempts.ts'

/** Pauses, continues or aborts a plan (P11). @throws HeddleError NOT_FOUND, FORBIDDEN, UNPROCESSABLE, CONFLICT */
export async function controlPlan(call: Call<PlanCommandParameters>): Promise<PlanView> {
  const { deps, principal, input } = call
  for (let attempt = 0; attempt < SAVE_ATTEMPTS; attempt++) {
    const plan = await requirePlan(call)
    requireWrite(principal, { kind: 'VirtualService', namespace: plan.spec.namespace, name: plan.spec.name })
    const at = deps.now() / 1000
    const result = command(plan, input.command, { subject: principal.subject, at })
    if (!result.ok) throw new HeddleError('UNPROCESSABLE', result.message, { field: 'command' })
    if (await deps.plans.save(plan, result.state)) return planViewOf({ ...plan, state: result.state }, at)
  }
  throw new HeddleError('CONFLICT', `plan ${input.id} is being changed by somebody else: try again`)
}
