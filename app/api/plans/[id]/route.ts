import { routeHandler } from '@/lib/server/route-handler.ts'
import { getPlan } from '@/lib/services/plans/get-plan.ts'

export const GET = routeHandler('/api/plans/{id}', async ({ params, ...ask }) =>
  getPlan({ ...ask, input: { id: params['id'] ?? '' } }),
)
