import { edgeRequest } from '@/lib/contract/edge.ts'
import { readQuery } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { explainEdge } from '@/lib/services/edges/explain-edge.ts'

export const GET = routeHandler('/api/edges/{id}/explain', async ({ request, params, ...ask }) =>
  explainEdge({ ...ask, input: { ...readQuery(request, edgeRequest), id: params['id'] ?? '' } }),
)
