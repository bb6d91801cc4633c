import { propagationRequest } from '@/lib/contract/mesh.ts'
import { readQuery } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { getPropagation } from '@/lib/services/mesh/get-propagation.ts'

export const GET = routeHandler('/api/mesh/propagation', async ({ request, ...ask }) =>
  getPropagation({ ...ask, input: readQuery(request, propagationRequest) }),
)
