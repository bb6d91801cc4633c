import { liveRequest } from '@/lib/contract/live.ts'
import { container } from '@/lib/server/container.ts'
import { readQuery } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { eventStream } from '@/lib/server/sse.ts'
import { requireNamespaces } from '@/lib/services/graph/get-graph.ts'

export const GET = routeHandler('/api/live', async ({ request, principal }) => {
  const asked = readQuery(request, liveRequest)
  requireNamespaces(principal, asked.namespaces)
  return eventStream(container().live, { principal, request: asked }, request)
})
