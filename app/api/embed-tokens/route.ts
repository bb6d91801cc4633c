import { embedTokenRequest, type EmbedTokenResponse } from '@/lib/contract/embed-tokens.ts'
import { container } from '@/lib/server/container.ts'
import { issueEmbedToken } from '@/lib/server/auth/issue-embed-token.ts'
import { readJson } from '@/lib/server/read-json.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'

export const POST = routeHandler('/api/embed-tokens', async ({ request, principal }): Promise<EmbedTokenResponse> => {
  const input = await readJson(request, embedTokenRequest)
  const { env } = container()
  return issueEmbedToken({ principal, input, origins: env.HEDDLE_FRAME_ANCESTORS, nowMs: Date.now() })
})
