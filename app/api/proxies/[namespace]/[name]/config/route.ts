import { objectParameters } from '@/lib/contract/object-parameters.ts'
import { parseInput } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { getProxyConfig } from '@/lib/services/proxies/get-proxy-config.ts'

export const GET = routeHandler('/api/proxies/{namespace}/{name}/config', async ({ params, ...ask }) =>
  getProxyConfig({ ...ask, input: parseInput(objectParameters, params) }),
)
