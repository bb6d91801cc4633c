import { revertRequest } from '@/lib/contract/changes.ts'
import { readJson } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { revertChange } from '@/lib/services/changes/revert-change.ts'

export const POST = routeHandler('/api/changes/{id}/revert', async ({ request, params, ...ask }) => {
  const body = await readJson(request, revertRequest)
  return revertChange({ ...ask, input: { ...body, id: params['id'] ?? '' } })
})
