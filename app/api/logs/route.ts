import { logsRequest } from '@/lib/contract/logs.ts'
import { readQuery } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { searchLogs } from '@/lib/services/logs/search-logs.ts'

export const GET = routeHandler('/api/logs', async ({ request, ...ask }) =>
  searchLogs({ ...ask, input: readQuery(request, logsRequest) }),
)
