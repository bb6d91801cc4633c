import { objectParameters } from '@/lib/contract/object-parameters.ts'
import { listRequest } from '@/lib/contract/workloads.ts'
import { parseInput, readQuery } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { getService } from '@/lib/services/services/get-service.ts'

export const GET = routeHandler('/api/services/{namespace}/{name}', async ({ request, params, ...ask }) =>
  getService({ ...ask, input: { ...readQuery(request, listRequest), ...parseInput(objectParameters, params) } }),
)
