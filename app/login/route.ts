import { localPath } from '@/lib/server/auth/authenticate.ts'
import { signIn } from '@/lib/server/auth/sign-in.ts'
import { remoteHeader } from '@/lib/server/front/request-guard.ts'
import { isAbort, toHttpError } from '@/lib/server/http-errors.ts'

export const dynamic = 'force-dynamic'

/** The printed URL: signs a browser in as often as needed and goes on to a page of ours. */
export async function GET(request: Request): Promise<Response> {
  const { searchParams, protocol } = new URL(request.url)
  const location = localPath(searchParams.get('returnTo'))
  const token = searchParams.get('token')
  // An address typed by hand is no attempt with a wrong token, and counts as none.
  if (token === null)
    return new Response(null, {
      status: 303,
      headers: { Location: `/sign-in?returnTo=${encodeURIComponent(location)}` },
    })
  try {
    const secure = protocol === 'https:'
    const cookie = await signIn({
      token,
      source: request.headers.get(remoteHeader) ?? 'unknown',
      secure,
      nowMs: Date.now(),
    })
    return new Response(null, { status: 303, headers: { Location: location, 'Set-Cookie': cookie } })
  } catch (error) {
    if (isAbort(error)) throw error
    const { body } = toHttpError(error)
    return new Response(null, {
      status: 303,
      headers: { Location: `/sign-in?error=${encodeURIComponent(body.error.code)}` },
    })
  }
}
