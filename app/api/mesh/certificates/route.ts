import { routeHandler } from '@/lib/server/route-handler.ts'
import { listCertificates } from '@/lib/services/mesh/list-certificates.ts'

export const GET = routeHandler('/api/mesh/certificates', async (ask) => listCertificates({ ...ask, input: {} }))
