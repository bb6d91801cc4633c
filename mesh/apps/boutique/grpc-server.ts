import { createServer, type ServerHttp2Session, type ServerHttp2Stream, type IncomingHttpHeaders } from 'node:http2'
import type { AppEnvironment } from '../shared/environment.ts'
import { createAppLog } from '../shared/log.ts'
import { traceIdOf } from '../shared/propagation.ts'
import type { Handler } from '../shared/server.ts'
import { frame } from './grpc-frame.ts'

const drainMs = 1_000
const [ok, unimplemented, internal] = ['0', '12', '13']

/** Serves unary gRPC methods until SIGTERM or SIGINT: the handler's body is the message, no answer is UNIMPLEMENTED. */
export async function runGrpcApp(environment: AppEnvironment, handle: Handler): Promise<void> {
  const log = createAppLog(environment)
  const sessions = new Set<ServerHttp2Session>()
  const server = createServer()
  server.on('session', (session) => {
    sessions.add(session)
    session.on('error', () => undefined)
    session.once('close', () => sessions.delete(session))
  })
  server.on('stream', (stream, headers) => void serve({ stream, headers, handle, log }))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(environment.port, environment.address, resolve)
  })
  log('info', `listening on ${environment.address}:${environment.port}`)
  const stop = () => {
    // Streams in flight end; the clients are told to open no more.
    for (const session of sessions) session.close()
    server.close(() => process.exit(0))
    setTimeout(() => process.exit(0), drainMs)
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

interface Exchange {
  readonly stream: ServerHttp2Stream
  readonly headers: IncomingHttpHeaders
  readonly handle: Handler
  readonly log: ReturnType<typeof createAppLog>
}

async function serve({ stream, headers, handle, log }: Exchange): Promise<void> {
  const started = performance.now()
  const gone = new AbortController()
  stream.on('error', () => undefined)
  stream.once('close', () => gone.abort())
  stream.resume()
  const path = headers[':path'] ?? '/'
  const { status, body } = await answerOf(() => handle({ path, headers, signal: gone.signal }))
  if (stream.destroyed) return
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true })
  stream.once('wantTrailers', () => stream.sendTrailers({ 'grpc-status': status }))
  stream.end(status === ok ? frame(body) : undefined)
  log(status === internal ? 'error' : 'info', `${path} ${status}`, {
    grpc_status: Number(status),
    duration_ms: Math.round((performance.now() - started) * 10) / 10,
    trace_id: traceIdOf(headers),
    request_id: headers['x-request-id'],
  })
}

async function answerOf(run: () => ReturnType<Handler>): Promise<{ status: string; body: unknown }> {
  try {
    const answer = await run()
    return answer === undefined ? { status: unimplemented, body: null } : { status: ok, body: JSON.parse(answer.body) }
  } catch {
    return { status: internal, body: null }
  }
}
