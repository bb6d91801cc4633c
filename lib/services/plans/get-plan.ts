import type { PlanView } from '../../contract/plans.ts'
import { HeddleError } from '../../domain/model/heddle-error.ts'
import { maySee } from '../../domain/model/principal.ts'
import type { StoredPlan } from '../../domain/routing/plan/store.ts'
import type { Call } from '../deps.ts'
import { planViewOf } from './plan-view.ts'

/** One plan as it is now. @throws HeddleError NOT_FOUND */
export async function getPlan(call: Call<{ readonly id: string }>): Promise<PlanView> {
  return planViewOf(await requirePlan(call), call.deps.now() / 1000)
}

/** A plan that may be seen; one that may not reads like one that does not exist. @throws HeddleError NOT_FOUND */
export async function requirePlan({ deps, principal, input }: Call<{ readonly id: string }>): Promise<StoredPlan> {
  const plan = await deps.plans.get(input.id)
  if (plan !== null && maySee(principal, plan.spec.namespace)) return plan
  throw new HeddleError('NOT_FOUND', `there is no plan ${JSON.stringify(input.id)}`)
}
