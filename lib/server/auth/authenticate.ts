import type { Principal } from '../../domain/model/principal.ts'
import { verifyEmbedToken } from './embed-token.ts'
import { sameSecret } from './keys.ts'
import { sessionCookie, verifySession } from './session-token.ts'

/** The credentials of a request, as they came. */
export type Credentials = { authorization: string | null; cookie: string | null }

/**
 * Who asks. A bearer token decides alone: a wrong one is not saved by a good cookie.
 * @returns undefined for nobody
 */
export async function authenticate(
  { authorization, cookie }: Credentials,
  token: string,
  nowSeconds: number,
): Promise<Principal | undefined> {
  if (authorization !== null) return ofBearer(authorization, token, nowSeconds)
  const session = cookieValue(cookie ?? '', sessionCookie)
  return session === undefined ? undefined : verifySession(session, token, nowSeconds)
}

async function ofBearer(authorization: string, token: string, nowSeconds: number): Promise<Principal | undefined> {
  const value = /^Bearer ([\w.~+/=-]{1,4096})$/i.exec(authorization)?.[1]
  if (value === undefined) return undefined
  if (sameSecret(value, token))
    return { subject: 'api-token', kind: 'token', namespaces: 'all', canWrite: true, expiresAt: null }
  return verifyEmbedToken(value, token, nowSeconds)
}

/** The first value of a cookie in a Cookie header. */
export function cookieValue(header: string, name: string): string | undefined {
  const pairs = header.split(';').map((part) => part.trim())
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1)
}

/**
 * Whether a request that changes something comes from our own pages. A bearer token is its own proof; a cookie is
 * sent by browsers for anybody, so the origin must be ours and the body JSON, which no foreign form can send.
 */
export function isForged(
  request: { origin: string | null; contentType: string | null; host: string | null },
  principal: Principal,
): boolean {
  if (principal.kind !== 'session') return false
  const { origin, contentType, host } = request
  if (!/^application\/json\b/i.test(contentType ?? '')) return true
  if (origin === null) return true
  return !URL.canParse(origin) || new URL(origin).host !== host
}

/** A local path to return to after signing in; anything else becomes `/overview`. */
export function localPath(returnTo: string | null | undefined): string {
  if (returnTo === null || returnTo === undefined || !/^\/(?![/\\])[\x21-\x7e]*$/.test(returnTo)) return '/overview'
  const url = new URL(returnTo, 'http://heddle.invalid')
  return url.host === 'heddle.invalid' && !url.pathname.startsWith('/login')
    ? `${url.pathname}${url.search}`
    : '/overview'
}
