import { removalRequest, routingParameters } from '@/lib/contract/routing.ts'
import { parseInput, readJson } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { removeRouting } from '@/lib/services/routing/begin-sequence.ts'

export const POST = routeHandler('/api/routing/{namespace}/{name}/removal', async ({ request, params, ...ask }) => {
  const body = await readJson(request, removalRequest)
  return removeRouting({ ...ask, input: { ...body, ...parseInput(routingParameters, params) } })
})
