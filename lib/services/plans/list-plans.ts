import type { PlanListQuery, PlanView } from '../../contract/plans.ts'
import { maySee } from '../../domain/model/principal.ts'
import type { Call } from '../deps.ts'
import { planViewOf } from './plan-view.ts'

/** Plans that may be seen, newest first. */
export async function listPlans({ deps, principal, input }: Call<PlanListQuery>): Promise<{ plans: PlanView[] }> {
  const plans = await deps.plans.list(input)
  const now = deps.now() / 1000
  return { plans: plans.filter(({ spec }) => maySee(principal, spec.namespace)).map((plan) => planViewOf(plan, now)) }
}
