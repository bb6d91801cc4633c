import { routingListQuery } from '@/lib/contract/routing.ts'
import { readQuery } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { listRouting } from '@/lib/services/routing/list-routing.ts'

export const GET = routeHandler('/api/routing', async ({ request, ...ask }) =>
  listRouting({ ...ask, input: readQuery(request, routingListQuery) }),
)
