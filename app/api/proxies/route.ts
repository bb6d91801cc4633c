import { proxiesRequest } from '@/lib/contract/proxies.ts'
import { readQuery } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { listProxies } from '@/lib/services/proxies/list-proxies.ts'

export const GET = routeHandler('/api/proxies', async ({ request, ...ask }) =>
  listProxies({ ...ask, input: readQuery(request, proxiesRequest) }),
)
