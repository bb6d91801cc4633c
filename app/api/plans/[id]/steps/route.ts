import { planParameters, planStepsRequest } from '@/lib/contract/plans.ts'
import { parseInput, readJson } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { editPlanSteps } from '@/lib/services/plans/edit-plan-steps.ts'

export const POST = routeHandler('/api/plans/{id}/steps', async ({ request, params, ...ask }) => {
  const body = await readJson(request, planStepsRequest)
  return editPlanSteps({ ...ask, input: { ...body, ...parseInput(planParameters, params) } })
})
