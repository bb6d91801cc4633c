import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AppEnvironment } from './environment.ts'
import { seededRandom } from './latency.ts'
import { createAppLog, type AppLog } from './log.ts'
import { traceIdOf } from './propagation.ts'

export interface AppRequest {
  readonly path: string
  readonly headers: IncomingMessage['headers']
  /** Aborts when the client has gone away. */
  readonly signal: AbortSignal
}

export interface AppResponse {
  readonly status: number
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Answers one request; undefined means there is nothing at this path. */
export type Handler = (request: AppRequest) => Promise<AppResponse | undefined>

export interface RunningApp {
  readonly server: Server
  /** Finishes requests in flight, tells clients to close their connections, then stops listening. */
  stop(): Promise<void>
}

/** How long clients are told `Connection: close` before the port closes, so that none sends into a closed connection. */
const drainMs = 1_000
const stopLimitMs = 4_000
/** Longer than a proxy keeps an idle connection (Envoy: 1 h): the client always closes first. */
const keepAliveMs = 3_700_000

/** A JSON answer. */
export function json(value: unknown, status = 200): AppResponse {
  return { status, body: JSON.stringify(value), headers: { 'content-type': 'application/json' } }
}

/** Starts an app; resolves once it listens, rejects with the reason when the port can't be had. */
export function startApp(environment: AppEnvironment, handle: Handler): Promise<RunningApp> {
  const log = createAppLog(environment)
  const state = { draining: false }
  const handler = failing(handle, environment)
  const server = createServer((request, response) => void serve({ request, response, handle: handler, log, state }))
  server.keepAliveTimeout = keepAliveMs
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(environment.port, environment.address, () => {
      log('info', `listening on ${environment.address}:${environment.port}`)
      resolve({ server, stop: () => drain(server, state) })
    })
  })
}

/** A bad version fails evenly at random, the same on every run of the pod. */
function failing(handle: Handler, { failRatio, pod }: AppEnvironment): Handler {
  const random = seededRandom(`${pod} failures`)
  return (request) => (random() < failRatio ? Promise.reject(new Error('this version is bad')) : handle(request))
}

/** Runs an app until SIGTERM or SIGINT; a failure to start is one sentence on standard error. */
export async function runApp(environment: AppEnvironment, handle: Handler): Promise<void> {
  const app = await startApp(environment, handle)
  const stop = () => void app.stop().finally(() => process.exit(0))
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly handle: Handler
  readonly log: AppLog
  readonly state: { draining: boolean }
}

async function serve({ request, response, handle, log, state }: Exchange): Promise<void> {
  const started = performance.now()
  const gone = new AbortController()
  response.on('close', () => {
    if (!response.writableEnded) gone.abort()
  })
  request.resume()
  const path = new URL(request.url ?? '/', 'http://app').pathname
  const answer = await answerFor({ path, headers: request.headers, signal: gone.signal }, { handle, log, state })
  if (gone.signal.aborted) return
  if (state.draining) response.setHeader('connection', 'close')
  response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) })
  response.end(request.method === 'HEAD' ? undefined : answer.body)
  if (path !== '/health')
    log('info', `${request.method} ${path} ${answer.status}`, {
      status: answer.status,
      duration_ms: Math.round((performance.now() - started) * 10) / 10,
      trace_id: traceIdOf(request.headers),
      request_id: request.headers['x-request-id'],
    })
}

async function answerFor(request: AppRequest, parts: Pick<Exchange, 'handle' | 'log' | 'state'>): Promise<AppResponse> {
  if (request.path === '/health')
    return parts.state.draining ? json({ status: 'stopping' }, 503) : json({ status: 'ok' })
  try {
    return (await parts.handle(request)) ?? json({ error: `nothing is at ${request.path}` }, 404)
  } catch (error) {
    if (!request.signal.aborted)
      parts.log('error', error instanceof Error ? error.message : String(error), {
        trace_id: traceIdOf(request.headers),
      })
    return json({ error: 'the request could not be answered' }, 500)
  }
}

async function drain(server: Server, state: { draining: boolean }): Promise<void> {
  if (state.draining) return
  state.draining = true
  await new Promise((resolve) => setTimeout(resolve, drainMs))
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeIdleConnections()
  const limit = setTimeout(() => server.closeAllConnections(), stopLimitMs - drainMs)
  await closed
  clearTimeout(limit)
}
