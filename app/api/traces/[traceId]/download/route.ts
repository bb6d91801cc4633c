import { traceFormat, traceParameters } from '@/lib/contract/traces.ts'
import { parseInput, readQuery } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { downloadTrace } from '@/lib/services/traces/download-trace.ts'

export const GET = routeHandler('/api/traces/{traceId}/download', async ({ request, params, ...ask }) => {
  const input = { ...parseInput(traceParameters, params), ...readQuery(request, traceFormat) }
  const { name, text } = await downloadTrace({ ...ask, input })
  return new Response(text, {
    headers: { 'Content-Type': 'application/json', 'Content-Disposition': `attachment; filename="${name}"` },
  })
})
