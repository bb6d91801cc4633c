import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { Principal } from '../domain/model/principal.ts'
import { HeddleError } from '../domain/model/heddle-error.ts'
import { apiToken } from './auth/api-token.ts'
import { authenticate, isForged } from './auth/authenticate.ts'
import { container } from './container.ts'
import { sessionCookie } from './auth/session-token.ts'

const nowSeconds = () => Math.floor(Date.now() / 1000)

/**
 * Who looks at this page; nobody is sent to sign in. Every page calls this itself, since a layout gates nothing.
 * @param path the page's own path, to return to after signing in
 */
export async function requireUser(path?: string): Promise<Principal> {
  const session = (await cookies()).get(sessionCookie)?.value
  const authorization = (await headers()).get('authorization')
  const cookie = session === undefined ? null : `${sessionCookie}=${session}`
  const principal = await authenticate({ authorization, cookie }, apiToken(), nowSeconds())
  if (principal === undefined || principal.kind === 'embed')
    redirect(path === undefined ? '/sign-in' : `/sign-in?returnTo=${encodeURIComponent(path)}`)
  return withinCapsule(principal)
}

/**
 * Who sends this request to the API.
 * @throws HeddleError UNAUTHENTICATED for nobody; FORBIDDEN for a write that is forged or beyond the rights
 */
export async function principalOf(request: Request): Promise<Principal> {
  const { headers: sent, method } = request
  const credentials = { authorization: sent.get('authorization'), cookie: sent.get('cookie') }
  const principal = await authenticate(credentials, apiToken(), nowSeconds())
  if (principal === undefined) throw new HeddleError('UNAUTHENTICATED', 'sign in, or send the API token as bearer')
  if (method === 'GET' || method === 'HEAD') return withinCapsule(principal)
  if (container().capsule !== null)
    throw new HeddleError('FORBIDDEN', 'this is a capsule: nothing can be changed in it')
  const source = { origin: sent.get('origin'), contentType: sent.get('content-type'), host: sent.get('host') }
  if (isForged(source, principal))
    throw new HeddleError('FORBIDDEN', 'a write with a session must come from a page of this console')
  if (!principal.canWrite) throw new HeddleError('FORBIDDEN', 'this token may only read')
  return principal
}

/** Under a capsule everybody may only read. */
function withinCapsule(principal: Principal): Principal {
  return container().capsule === null ? principal : { ...principal, canWrite: false }
}
