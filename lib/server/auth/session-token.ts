import { SignJWT, jwtVerify } from 'jose'
import type { Principal } from '../../domain/model/principal.ts'
import { signingKey } from './keys.ts'

export const sessionCookie = 'heddle_session'
export const sessionSeconds = 12 * 3_600
const audience = 'heddle-session'

/** A signed session for the cookie. `nowSeconds` is Unix seconds. */
export function signSession(token: string, nowSeconds: number): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('operator')
    .setAudience(audience)
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + sessionSeconds)
    .sign(signingKey(token, 'session'))
}

/** The principal of a session cookie, or undefined when it is not ours, was altered or has ended. */
export async function verifySession(
  session: string,
  token: string,
  nowSeconds: number,
): Promise<Principal | undefined> {
  try {
    const options = {
      audience,
      algorithms: ['HS256'],
      currentDate: new Date(nowSeconds * 1000),
      requiredClaims: ['exp', 'sub'],
    }
    const { payload } = await jwtVerify(session, signingKey(token, 'session'), options)
    return {
      subject: payload.sub ?? '',
      kind: 'session',
      namespaces: 'all',
      canWrite: true,
      expiresAt: payload.exp ?? null,
    }
  } catch {
    return undefined
  }
}

/** The Set-Cookie value. No `Secure` on plain http, where browsers would drop it; frames get no cookie at all. */
export function sessionCookieHeader(value: string, options: { secure: boolean; maxAgeSeconds: number }): string {
  const parts = [`${sessionCookie}=${value}`, 'Path=/', 'HttpOnly', 'SameSite=Lax', `Max-Age=${options.maxAgeSeconds}`]
  return (options.secure ? [...parts, 'Secure'] : parts).join('; ')
}
