import { openApiDocument } from '@/lib/contract/openapi.ts'
import { container } from '@/lib/server/container.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'

export const GET = routeHandler('/api/openapi.json', () => Promise.resolve(openApiDocument(container().version)))
