import { connect, type ClientHttp2Session, type ClientHttp2Stream, type IncomingHttpHeaders } from 'node:http2'
import type { Upstream } from '../shared/environment.ts'
import type { UpstreamClient } from '../shared/upstream-client.ts'
import { frame, unframe } from './grpc-frame.ts'

const timeoutMs = 10_000

/**
 * Calls unary gRPC methods of a Service by its name, over one kept HTTP/2 connection.
 * @returns a function that rejects when the status is not 0 or there is no answer
 */
export function createGrpcClient(upstream: Upstream): UpstreamClient {
  let session: ClientHttp2Session | undefined
  const connected = () => {
    if (session !== undefined && !session.closed && !session.destroyed) return session
    session = connect(`http://${upstream.host}:${upstream.port}`)
    session.on('error', () => undefined)
    session.on('goaway', () => session?.close())
    return session
  }
  return ({ path, headers, signal }) => {
    const stream = connected().request({
      ...headers,
      ':method': 'POST',
      ':path': path,
      ':authority': `${upstream.service}:${upstream.port}`,
      'content-type': 'application/grpc',
      te: 'trailers',
    })
    signal.addEventListener('abort', () => stream.close(), { once: true })
    stream.setTimeout(timeoutMs, () => stream.close())
    stream.end(frame({}))
    return answerOf(upstream, stream)
  }
}

function answerOf({ service }: Upstream, stream: ClientHttp2Stream): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let status: string | undefined
    const note = (headers: IncomingHttpHeaders) =>
      (status = String(headers['grpc-status'] ?? status ?? '') || undefined)
    stream.on('response', note)
    stream.on('trailers', note)
    stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    stream.on('error', reject)
    stream.on('close', () => {
      if (status !== '0') reject(new Error(`${service} answered with gRPC status ${status ?? 'none'}`))
      else resolve(unframe(Buffer.concat(chunks)))
    })
  })
}
