import { activityQuery } from '@/lib/contract/changes.ts'
import { readQuery } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { getActivity } from '@/lib/services/changes/get-activity.ts'

export const GET = routeHandler('/api/changes/activity', async ({ request, ...ask }) =>
  getActivity({ ...ask, input: readQuery(request, activityQuery) }),
)
