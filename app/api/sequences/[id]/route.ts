import { routeHandler } from '@/lib/server/route-handler.ts'
import { getSequence } from '@/lib/services/routing/begin-sequence.ts'

export const GET = routeHandler('/api/sequences/{id}', async ({ params, ...ask }) =>
  getSequence({ ...ask, input: { id: params['id'] ?? '' } }),
)
