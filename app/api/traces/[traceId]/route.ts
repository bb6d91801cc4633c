import { traceParameters } from '@/lib/contract/traces.ts'
import { parseInput } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { getTrace } from '@/lib/services/traces/get-trace.ts'

export const GET = routeHandler('/api/traces/{traceId}', async ({ params, ...ask }) =>
  getTrace({ ...ask, input: parseInput(traceParameters, params) }),
)
