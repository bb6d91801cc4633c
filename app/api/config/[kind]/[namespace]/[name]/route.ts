import { configParameters } from '@/lib/contract/config.ts'
import { parseInput } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { getConfig } from '@/lib/services/config/get-config.ts'

export const GET = routeHandler('/api/config/{kind}/{namespace}/{name}', async ({ params, ...ask }) =>
  getConfig({ ...ask, input: parseInput(configParameters, params) }),
)
