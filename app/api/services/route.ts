import { listRequest } from '@/lib/contract/workloads.ts'
import { readQuery } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { listServices } from '@/lib/services/services/list-services.ts'

export const GET = routeHandler('/api/services', async ({ request, ...ask }) =>
  listServices({ ...ask, input: readQuery(request, listRequest) }),
)
