import { routeHandler } from '@/lib/server/route-handler.ts'
import { getChange } from '@/lib/services/changes/get-change.ts'

export const GET = routeHandler('/api/changes/{id}', async ({ params, ...ask }) =>
  getChange({ ...ask, input: { id: params['id'] ?? '' } }),
)
