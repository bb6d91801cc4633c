import { routeHandler } from '@/lib/server/route-handler.ts'
import { askReadiness } from '@/lib/services/live/readiness.ts'

export const GET = routeHandler('/api/readyz', async ({ deps }) => askReadiness(deps))
