import { edgeRequest } from '@/lib/contract/edge.ts'
import { readQuery } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { getEdge } from '@/lib/services/edges/get-edge.ts'

export const GET = routeHandler('/api/edges/{id}', async ({ request, params, ...ask }) =>
  getEdge({ ...ask, input: { ...readQuery(request, edgeRequest), id: params['id'] ?? '' } }),
)
