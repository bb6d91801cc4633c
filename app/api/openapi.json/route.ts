import { openApiDocument } from '@/lib/contract/openapi.ts'
import { productVersion } from '@/lib/server/product-version.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'

export const GET = routeHandler('/api/openapi.json', () => Promise.resolve(openApiDocument(productVersion)))
