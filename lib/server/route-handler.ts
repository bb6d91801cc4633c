import type { Principal } from '../domain/model/principal.ts'
import type { Deps } from '../services/deps.ts'
import { container } from './container.ts'
import { isAbort, isFault, toHttpError } from './http-errors.ts'
import { principalOf } from './require-user.ts'

/** What a handler works with. `params` are the decoded parts of the path. */
export type Ask = {
  request: Request
  params: Readonly<Record<string, string>>
  principal: Principal
  deps: Deps
  signal: AbortSignal
}

/** Routes without parameters get no object at all. */
type NextContext = { params: Promise<Record<string, string | string[] | undefined> | undefined> }

/**
 * The frame of every API route: who asks, the answer as JSON, errors by one table, and our own metrics.
 * @param name the route's name in the metrics, such as `/api/graph`
 * @param handle answers with a value for JSON, or with a Response of its own
 */
export function routeHandler(name: string, handle: (ask: Ask) => Promise<unknown>) {
  return async (request: Request, context: NextContext): Promise<Response> => {
    const started = performance.now()
    const { observeRequest, traces } = container()
    const response = await traces.request(
      `${request.method} ${name}`,
      () => answer(request, context, handle),
      ({ status }) => ({
        'http.request.method': request.method,
        'http.route': name,
        'http.response.status_code': status,
      }),
    )
    observeRequest({
      route: name,
      method: request.method,
      status: response.status,
      seconds: (performance.now() - started) / 1000,
    })
    return response
  }
}

async function answer(
  request: Request,
  context: NextContext,
  handle: (ask: Ask) => Promise<unknown>,
): Promise<Response> {
  try {
    const principal = await principalOf(request)
    const params = textParams((await context.params) ?? {})
    const value = await handle({ request, params, principal, deps: container().deps, signal: request.signal })
    return value instanceof Response ? value : json(value)
  } catch (error) {
    if (isAbort(error)) return new Response(null, { status: 499 })
    if (isFault(error))
      container().logger.error({ err: error, path: new URL(request.url).pathname }, 'a request failed')
    const { status, body, headers } = toHttpError(error)
    return Response.json(body, { status, headers })
  }
}

/** Next compresses what the client accepts; a body that came compressed would be compressed twice. */
function json(value: unknown): Response {
  return new Response(JSON.stringify(value), { headers: { 'Content-Type': 'application/json' } })
}

function textParams(params: Record<string, string | string[] | undefined>): Record<string, string> {
  const entries = Object.entries(params).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return Object.fromEntries(entries.map(([name, value]) => [name, decoded(value)]))
}

/** A part of a path as text; one that is no proper encoding stands for itself. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
