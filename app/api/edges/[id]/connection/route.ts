import { edgeRequest } from '@/lib/contract/edge.ts'
import { readQuery } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { edgeConnectionOf } from '@/lib/services/edges/edge-connection.ts'

export const GET = routeHandler('/api/edges/{id}/connection', async ({ request, params, ...ask }) =>
  edgeConnectionOf({ ...ask, input: { ...readQuery(request, edgeRequest), id: params['id'] ?? '' } }),
)
