import { routingParameters, setupRequest } from '@/lib/contract/routing.ts'
import { parseInput, readJson } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { setUpRouting } from '@/lib/services/routing/begin-sequence.ts'

export const POST = routeHandler('/api/routing/{namespace}/{name}/setup', async ({ request, params, ...ask }) => {
  const body = await readJson(request, setupRequest)
  return setUpRouting({ ...ask, input: { ...body, ...parseInput(routingParameters, params) } })
})
