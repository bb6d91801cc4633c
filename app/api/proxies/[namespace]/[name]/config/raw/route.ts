import { objectParameters } from '@/lib/contract/object-parameters.ts'
import { rawConfigRequest } from '@/lib/contract/proxies.ts'
import { parseInput, readQuery } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { getRawConfig } from '@/lib/services/proxies/get-raw-config.ts'

export const GET = routeHandler('/api/proxies/{namespace}/{name}/config/raw', async ({ request, params, ...ask }) => {
  const { section, download } = readQuery(request, rawConfigRequest)
  const of = parseInput(objectParameters, params)
  const body = JSON.stringify(await getRawConfig({ ...ask, input: { ...of, section } }), null, 2)
  // Names of pods and parts hold no quotes: their schemas forbid them.
  const file = `${of.namespace}-${of.name}-${section ?? 'config-dump'}.json`
  return new Response(body, {
    headers: {
      'Content-Type': 'application/json',
      ...(download ? { 'Content-Disposition': `attachment; filename="${file}"` } : {}),
    },
  })
})
