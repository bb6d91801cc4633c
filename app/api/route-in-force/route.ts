import { routeInForceRequest } from '@/lib/contract/route-in-force.ts'
import { readQuery } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { getRouteInForce } from '@/lib/services/traces/get-route-in-force.ts'

export const GET = routeHandler('/api/route-in-force', async ({ request, ...ask }) =>
  getRouteInForce({ ...ask, input: readQuery(request, routeInForceRequest) }),
)
