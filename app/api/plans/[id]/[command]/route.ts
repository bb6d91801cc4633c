import { planCommandParameters } from '@/lib/contract/plans.ts'
import { parseInput } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { controlPlan } from '@/lib/services/plans/control-plan.ts'

export const POST = routeHandler('/api/plans/{id}/{command}', async ({ params, ...ask }) =>
  controlPlan({ ...ask, input: parseInput(planCommandParameters, params) }),
)
