import { objectParameters } from '@/lib/contract/object-parameters.ts'
import { listRequest } from '@/lib/contract/workloads.ts'
import { parseInput, readQuery } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { getApp } from '@/lib/services/apps/get-app.ts'

export const GET = routeHandler('/api/apps/{namespace}/{name}', async ({ request, params, ...ask }) =>
  getApp({ ...ask, input: { ...readQuery(request, listRequest), ...parseInput(objectParameters, params) } }),
)
