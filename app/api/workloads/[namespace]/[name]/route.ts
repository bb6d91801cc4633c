import { objectParameters } from '@/lib/contract/object-parameters.ts'
import { listRequest } from '@/lib/contract/workloads.ts'
import { parseInput, readQuery } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { getWorkload } from '@/lib/services/workloads/get-workload.ts'

export const GET = routeHandler('/api/workloads/{namespace}/{name}', async ({ request, params, ...ask }) =>
  getWorkload({ ...ask, input: { ...readQuery(request, listRequest), ...parseInput(objectParameters, params) } }),
)
