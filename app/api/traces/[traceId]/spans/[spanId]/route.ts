import { spanParameters } from '@/lib/contract/traces.ts'
import { parseInput } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { getSpans } from '@/lib/services/traces/get-trace.ts'

export const GET = routeHandler('/api/traces/{traceId}/spans/{spanId}', async ({ params, ...ask }) =>
  getSpans({ ...ask, input: parseInput(spanParameters, params) }),
)
