import { routingParameters } from '@/lib/contract/routing.ts'
import { parseInput } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { getGuidedFacts } from '@/lib/services/routing/get-guided-facts.ts'

export const GET = routeHandler('/api/routing/{namespace}/{name}/guided', async ({ params, ...ask }) =>
  getGuidedFacts({ ...ask, input: parseInput(routingParameters, params) }),
)
