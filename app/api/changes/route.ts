import { changeListQuery, changeRequest } from '@/lib/contract/changes.ts'
import { readJson, readQuery } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { applyChange } from '@/lib/services/changes/apply-change.ts'
import { listChanges } from '@/lib/services/changes/list-changes.ts'
import { planChange } from '@/lib/services/changes/plan-change.ts'

export const GET = routeHandler('/api/changes', async ({ request, ...ask }) =>
  listChanges({ ...ask, input: readQuery(request, changeListQuery) }),
)

export const POST = routeHandler('/api/changes', async ({ request, ...ask }) => {
  const input = await readJson(request, changeRequest)
  return input.dryRun ? planChange({ ...ask, input }) : applyChange({ ...ask, input })
})
