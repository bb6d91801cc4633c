import { routingParameters } from '@/lib/contract/routing.ts'
import { parseInput } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { getRouting } from '@/lib/services/routing/get-routing.ts'

export const GET = routeHandler('/api/routing/{namespace}/{name}', async ({ params, ...ask }) =>
  getRouting({ ...ask, input: parseInput(routingParameters, params) }),
)
