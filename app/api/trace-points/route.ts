import { tracePointsRequest } from '@/lib/contract/trace-points.ts'
import { readQuery } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { getTracePoints } from '@/lib/services/traces/get-trace-points.ts'

export const GET = routeHandler('/api/trace-points', async ({ request, ...ask }) =>
  getTracePoints({ ...ask, input: readQuery(request, tracePointsRequest) }),
)
