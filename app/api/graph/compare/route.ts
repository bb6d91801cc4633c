import { graphComparisonRequest } from '@/lib/contract/graph-comparison.ts'
import { readQuery } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { compareGraphs } from '@/lib/services/graph/compare-graphs.ts'

export const GET = routeHandler('/api/graph/compare', async ({ request, ...ask }) =>
  compareGraphs({ ...ask, input: readQuery(request, graphComparisonRequest) }),
)
