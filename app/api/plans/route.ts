import { planListQuery, planRequest } from '@/lib/contract/plans.ts'
import { readJson, readQuery } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { createPlan } from '@/lib/services/plans/create-plan.ts'
import { listPlans } from '@/lib/services/plans/list-plans.ts'

export const GET = routeHandler('/api/plans', async ({ request, ...ask }) =>
  listPlans({ ...ask, input: readQuery(request, planListQuery) }),
)

export const POST = routeHandler('/api/plans', async ({ request, ...ask }) =>
  createPlan({ ...ask, input: await readJson(request, planRequest) }),
)
