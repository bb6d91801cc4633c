import { capsuleEstimateRequest, capsuleRequest } from '@/lib/contract/capsule.ts'
import { capsuleFile } from '@/lib/server/capsule-file.ts'
import { container } from '@/lib/server/container.ts'
import { readJson, readQuery } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { estimateCapsule } from '@/lib/services/capsule/estimate-capsule.ts'
import { makeCapsule } from '@/lib/services/capsule/make-capsule.ts'

export const GET = routeHandler('/api/capsule', async ({ request, ...ask }) =>
  estimateCapsule({ ...ask, input: readQuery(request, capsuleEstimateRequest) }),
)

export const POST = routeHandler('/api/capsule', async ({ request, ...ask }) => {
  const input = await readJson(request, capsuleRequest)
  const { version, logger } = container()
  const { subject } = ask.principal
  logger.info({ subject, from: input.from, to: input.to, namespaces: input.namespaces }, 'a capsule is made')
  return capsuleFile(makeCapsule({ ...ask, input, product: version }), ask.deps.now())
})
