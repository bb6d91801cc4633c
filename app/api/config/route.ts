import { configListRequest } from '@/lib/contract/config.ts'
import { readQuery } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { listConfig } from '@/lib/services/config/list-config.ts'

export const GET = routeHandler('/api/config', async ({ request, ...ask }) =>
  listConfig({ ...ask, input: readQuery(request, configListRequest) }),
)
