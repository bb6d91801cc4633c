import { objectParameters } from '@/lib/contract/object-parameters.ts'
import { parseInput } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { getProxy } from '@/lib/services/proxies/get-proxy.ts'

export const GET = routeHandler('/api/proxies/{namespace}/{name}', async ({ params, ...ask }) =>
  getProxy({ ...ask, input: parseInput(objectParameters, params) }),
)
