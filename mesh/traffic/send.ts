import { Agent, request } from 'node:http'
import type { Outcome } from './outcome.ts'

export interface Target {
  readonly port: number
  readonly host: string
  readonly path: string
}

const timeoutMs = 15_000

/** A sender of GETs to the gateway on loopback over kept-alive connections; never rejects. */
export function createSender(target: Target): { send: () => Promise<Outcome>; close: () => void } {
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 64 })
  return { send: () => sendOnce(target, agent), close: () => agent.destroy() }
}

function sendOnce({ port, host, path }: Target, agent: Agent): Promise<Outcome> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) => resolve({ kind: 'no-response', reason: reasonOf(error) })
    const outgoing = request(
      { host: '127.0.0.1', port, path, agent, headers: { host }, signal: AbortSignal.timeout(timeoutMs) },
      (response) => {
        response.resume()
        response.on('error', failed)
        response.on('end', () => {
          const missing = response.headers['x-missing-parts']
          const missingParts = typeof missing === 'string' ? missing : ''
          resolve({ kind: 'answered', status: response.statusCode ?? 0, missingParts })
        })
      },
    )
    outgoing.on('error', failed)
    outgoing.end()
  })
}

function reasonOf(error: NodeJS.ErrnoException): string {
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'timeout'
  return error.code === 'ECONNREFUSED' ? 'refused' : 'connection'
}
