import { Agent, request, type IncomingMessage } from 'node:http'
import type { Upstream } from './environment.ts'

export interface Call {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** Aborts the call when the caller of this app has gone. */
  readonly signal: AbortSignal
}

export type UpstreamClient = (call: Call) => Promise<unknown>

const timeoutMs = 10_000
const maxBodyBytes = 1_000_000

/**
 * GETs JSON from a Service by its name, over kept-alive connections.
 * @returns a function that rejects when the answer is not 200, not JSON, late, or the signal aborts
 */
export function createUpstreamClient(upstream: Upstream): UpstreamClient {
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 16 })
  const send = async (call: Call) => {
    const signal = AbortSignal.any([call.signal, AbortSignal.timeout(timeoutMs)])
    return readJson(upstream, await open({ upstream, agent, call, signal }))
  }
  return send
}

interface Attempt {
  readonly upstream: Upstream
  readonly agent: Agent
  readonly call: Call
  readonly signal: AbortSignal
}

function open(attempt: Attempt): Promise<IncomingMessage> {
  const { upstream, agent, call, signal } = attempt
  return new Promise((resolve, reject) => {
    const outgoing = request({
      host: upstream.host,
      port: upstream.port,
      path: call.path,
      agent,
      signal,
      headers: { ...call.headers, host: `${upstream.service}:${upstream.port}`, accept: 'application/json' },
    })
    outgoing.on('response', resolve)
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      // The peer closed an idle connection just as it was picked: a GET may be sent again on another (RFC 9110, 9.2.2).
      if (outgoing.reusedSocket && error.code === 'ECONNRESET' && !signal.aborted) resolve(open(attempt))
      else reject(error)
    })
    outgoing.end()
  })
}

async function readJson(upstream: Upstream, response: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response) {
    const buffer = Buffer.from(chunk)
    bytes += buffer.length
    if (bytes > maxBodyBytes) throw new Error(`${upstream.service} answered more than ${maxBodyBytes} bytes`)
    chunks.push(buffer)
  }
  if (response.statusCode !== 200) throw new Error(`${upstream.service} answered ${response.statusCode}`)
  return JSON.parse(Buffer.concat(chunks).toString('utf8'))
}
