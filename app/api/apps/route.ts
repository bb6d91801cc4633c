import { listRequest } from '@/lib/contract/workloads.ts'
import { readQuery } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { listApps } from '@/lib/services/apps/list-apps.ts'

export const GET = routeHandler('/api/apps', async ({ request, ...ask }) =>
  listApps({ ...ask, input: readQuery(request, listRequest) }),
)
