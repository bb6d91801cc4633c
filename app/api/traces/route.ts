import { tracesRequest } from '@/lib/contract/traces.ts'
import { readQuery } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { searchTraces } from '@/lib/services/traces/search-traces.ts'

export const GET = routeHandler('/api/traces', async ({ request, ...ask }) =>
  searchTraces({ ...ask, input: readQuery(request, tracesRequest) }),
)
