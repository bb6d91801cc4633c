import { routingParameters, sharesQuery } from '@/lib/contract/routing.ts'
import { parseInput, readQuery } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { getShares } from '@/lib/services/routing/get-shares.ts'

export const GET = routeHandler('/api/routing/{namespace}/{name}/shares', async ({ request, params, ...ask }) => {
  const input = { ...parseInput(routingParameters, params), ...readQuery(request, sharesQuery) }
  return getShares({ ...ask, input })
})
