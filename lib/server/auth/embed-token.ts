import { SignJWT, jwtVerify } from 'jose'
import { z } from 'zod'
import type { EmbedTokenRequest } from '../../contract/embed-tokens.ts'
import type { Principal } from '../../domain/model/principal.ts'
import { signingKey } from './keys.ts'

const audience = 'heddle-embed'
const claims = z.object({
  view: z.enum(['graph', 'service', 'workload', 'trace']),
  namespaces: z.array(z.string()).min(1),
  origin: z.string(),
  exp: z.number(),
})

export type EmbedClaims = z.infer<typeof claims>

/** A read-only token for one view, some namespaces and one parent origin. `nowSeconds` is Unix seconds. */
export async function signEmbedToken(
  request: EmbedTokenRequest,
  token: string,
  nowSeconds: number,
): Promise<{ token: string; expiresAt: string }> {
  const expires = nowSeconds + request.ttlSeconds
  const signed = await new SignJWT({ view: request.view, namespaces: request.namespaces, origin: request.origin })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(`embed:${request.view}`)
    .setAudience(audience)
    .setIssuedAt(nowSeconds)
    .setExpirationTime(expires)
    .sign(signingKey(token, 'embed'))
  return { token: signed, expiresAt: new Date(expires * 1000).toISOString() }
}

/** The principal of an embed token, or undefined when it is not ours, was altered or has ended. It can never write. */
export async function verifyEmbedToken(
  embed: string,
  token: string,
  nowSeconds: number,
): Promise<Principal | undefined> {
  try {
    const options = { audience, algorithms: ['HS256'], currentDate: new Date(nowSeconds * 1000) }
    const { payload } = await jwtVerify(embed, signingKey(token, 'embed'), options)
    const { namespaces, view, exp } = claims.parse(payload)
    return { subject: `embed:${view}`, kind: 'embed', namespaces, canWrite: false, expiresAt: exp }
  } catch {
    return undefined
  }
}
