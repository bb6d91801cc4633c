import { callConsole } from '../bench/console-api.ts'
import type { PlanSpec } from '../../lib/domain/routing/plan/plan.ts'
import { isActive, type PlanState } from '../../lib/domain/routing/plan/plan.ts'
import { eventually, type MeshState } from '../support/mesh-instance.ts'

export type ToldPlan = { id: string; spec: PlanSpec; state: PlanState }

/**
 * Makes a plan and waits for its end, however often the console dies meanwhile: a plan whose answer was lost is found again.
 * @throws Error when it has not ended in time
 */
export async function throughPlan(state: MeshState, spec: PlanSpec, timeoutMs: number): Promise<ToldPlan> {
  const { namespace, name, reason } = spec
  const isThis = (plan: ToldPlan) => plan.spec.reason === reason
  const latest = async () => {
    const query = new URLSearchParams({ namespace, name, limit: '1' })
    const { plans } = await callConsole<{ plans: ToldPlan[] }>(state, `/api/plans?${query.toString()}`)
    return plans.find(isThis)
  }
  await eventually(`plan "${reason}" begun`, 60_000, async () => {
    return (await latest()) ?? (await callConsole<ToldPlan>(state, '/api/plans', spec))
  })
  return eventually(`plan "${reason}" ended`, timeoutMs, async () => {
    const plan = await latest()
    return plan !== undefined && !isActive(plan.state) ? plan : undefined
  })
}
