import { objectMetricsRequest } from '@/lib/contract/object-metrics.ts'
import { readQuery } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { getObjectMetrics } from '@/lib/services/traffic/get-object-metrics.ts'

export const GET = routeHandler('/api/object-metrics', async ({ request, ...ask }) =>
  getObjectMetrics({ ...ask, input: readQuery(request, objectMetricsRequest) }),
)
