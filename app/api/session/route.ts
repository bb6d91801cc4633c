import { signInRequest, type SignInResponse } from '@/lib/contract/session.ts'
import { localPath } from '@/lib/server/auth/authenticate.ts'
import { sessionCookieHeader } from '@/lib/server/auth/session-token.ts'
import { signIn } from '@/lib/server/auth/sign-in.ts'
import { remoteHeader } from '@/lib/server/front/request-guard.ts'
import { toHttpError } from '@/lib/server/http-errors.ts'
import { readJson } from '@/lib/server/read-json.ts'

export const dynamic = 'force-dynamic'

const isSecure = (request: Request) => new URL(request.url).protocol === 'https:'

/** Signs in by the form. */
export async function POST(request: Request): Promise<Response> {
  try {
    const { token, returnTo } = await readJson(request, signInRequest)
    const source = request.headers.get(remoteHeader) ?? 'unknown'
    const cookie = await signIn({ token, source, secure: isSecure(request), nowMs: Date.now() })
    const body: SignInResponse = { returnTo: localPath(returnTo) }
    return Response.json(body, { headers: { 'Set-Cookie': cookie } })
  } catch (error) {
    const { status, body, headers } = toHttpError(error)
    return Response.json(body, { status, headers })
  }
}

/** Signs out: the cookie ends. */
export function DELETE(request: Request): Response {
  const cookie = sessionCookieHeader('', { secure: isSecure(request), maxAgeSeconds: 0 })
  return new Response(null, { status: 204, headers: { 'Set-Cookie': cookie } })
}
