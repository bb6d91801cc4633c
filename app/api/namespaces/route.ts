import { listRequest } from '@/lib/contract/workloads.ts'
import { readQuery } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { listNamespaces } from '@/lib/services/namespaces/list-namespaces.ts'

export const GET = routeHandler('/api/namespaces', async ({ request, ...ask }) =>
  listNamespaces({ ...ask, input: readQuery(request, listRequest) }),
)
