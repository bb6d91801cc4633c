import { HeddleError } from '../../domain/model/heddle-error.ts'
import type { Principal } from '../../domain/model/principal.ts'
import type { EmbedTokenRequest, EmbedTokenResponse } from '../../contract/embed-tokens.ts'
import { requireNamespaces } from '../../services/graph/get-graph.ts'
import { apiToken } from './api-token.ts'
import { signEmbedToken } from './embed-token.ts'

export interface EmbedIssue {
  readonly principal: Principal
  readonly input: EmbedTokenRequest
  /** Origins that may frame the console's embeds. */
  readonly origins: readonly string[]
  readonly nowMs: number
}

/**
 * Signs a token for a frame. It never opens more than its issuer may see.
 * @throws HeddleError FORBIDDEN for a namespace, INVALID for an origin that may not frame us
 */
export async function issueEmbedToken({ principal, input, origins, nowMs }: EmbedIssue): Promise<EmbedTokenResponse> {
  if (principal.kind === 'embed') throw new HeddleError('FORBIDDEN', 'An embed token makes no further tokens.')
  requireNamespaces(principal, input.namespaces)
  if (!origins.includes(input.origin))
    throw new HeddleError('INVALID', `origin: "${input.origin}" is not one of HEDDLE_FRAME_ANCESTORS`, {
      field: 'origin',
    })
  return signEmbedToken(input, apiToken(), Math.floor(nowMs / 1_000))
}
