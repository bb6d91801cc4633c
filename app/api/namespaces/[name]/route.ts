import { z } from 'zod'
import { listRequest } from '@/lib/contract/workloads.ts'
import { namespaceName } from '@/lib/domain/model/names.ts'
import { parseInput, readQuery } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { getNamespace } from '@/lib/services/namespaces/list-namespaces.ts'

const parameters = z.object({ name: namespaceName })

export const GET = routeHandler('/api/namespaces/{name}', async ({ request, params, ...ask }) =>
  getNamespace({ ...ask, input: { ...readQuery(request, listRequest), ...parseInput(parameters, params) } }),
)
