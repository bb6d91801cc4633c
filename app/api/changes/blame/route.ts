import { blameQuery } from '@/lib/contract/changes.ts'
import { readQuery } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { getBlame } from '@/lib/services/changes/get-blame.ts'

export const GET = routeHandler('/api/changes/blame', async ({ request, ...ask }) =>
  getBlame({ ...ask, input: readQuery(request, blameQuery) }),
)
