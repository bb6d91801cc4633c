import { HeddleError } from '@/lib/domain/model/heddle-error.ts'
import { container } from '@/lib/server/container.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'

export const GET = routeHandler('/api/metrics', async ({ principal }) => {
  if (principal.kind === 'embed') throw new HeddleError('FORBIDDEN', 'An embed token may not read the metrics.')
  const { registry } = container().metrics
  return new Response(await registry.metrics(), { headers: { 'Content-Type': registry.contentType } })
})
