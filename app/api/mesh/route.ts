import { routeHandler } from '@/lib/server/route-handler.ts'
import { getMesh } from '@/lib/services/mesh/get-mesh.ts'

export const GET = routeHandler('/api/mesh', async (ask) => getMesh({ ...ask, input: {} }))
