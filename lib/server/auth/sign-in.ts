import { HeddleError } from '../../domain/model/heddle-error.ts'
import { apiToken } from './api-token.ts'
import { sameSecret } from './keys.ts'
import { LoginLimiter } from './login-limiter.ts'
import { sessionCookieHeader, sessionSeconds, signSession } from './session-token.ts'

const limiter = new LoginLimiter()

export type SignIn = { token: string; source: string; secure: boolean; nowMs: number }

/**
 * Checks the token and makes the session cookie.
 * @param input.source where the attempt comes from; failures are counted for it
 * @returns the value of a Set-Cookie header
 * @throws HeddleError RATE_LIMITED after five failures in five minutes; UNAUTHENTICATED for a wrong token
 */
export async function signIn({ token, source, secure, nowMs }: SignIn): Promise<string> {
  const attempt = limiter.check(source, nowMs)
  if (!attempt.allowed) {
    const { retryAfterSeconds } = attempt
    throw new HeddleError('RATE_LIMITED', `too many wrong tokens: try again in ${retryAfterSeconds} s`, {
      retryAfterSeconds,
    })
  }
  if (!sameSecret(token, apiToken())) {
    limiter.failed(source, nowMs)
    throw new HeddleError('UNAUTHENTICATED', 'this token is not the one of this console', { field: 'token' })
  }
  const session = await signSession(apiToken(), Math.floor(nowMs / 1000))
  return sessionCookieHeader(session, { secure, maxAgeSeconds: sessionSeconds })
}
