import { listRequest } from '@/lib/contract/workloads.ts'
import { readQuery } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { listWorkloads } from '@/lib/services/workloads/list-workloads.ts'

export const GET = routeHandler('/api/workloads', async ({ request, ...ask }) =>
  listWorkloads({ ...ask, input: readQuery(request, listRequest) }),
)
