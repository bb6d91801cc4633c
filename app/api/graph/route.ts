import { graphRequest } from '@/lib/contract/graph.ts'
import { container } from '@/lib/server/container.ts'
import { readQuery } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { sharedJson } from '@/lib/server/shared-json.ts'
import { getGraph } from '@/lib/services/graph/get-graph.ts'

export const GET = routeHandler('/api/graph', async ({ request, ...ask }) => {
  const graph = await getGraph({ ...ask, input: readQuery(request, graphRequest) })
  container().metrics.graphSize(graph.type, { nodes: graph.nodes.length, edges: graph.edges.length })
  return sharedJson(graph, request)
})
