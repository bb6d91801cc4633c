import { request } from 'node:http'

/** Asks a proxy to close its inbound connections as their requests end. Resolves whether it agreed; never throws. */
export function drainProxy(podIp: string): Promise<boolean> {
  const path = '/drain_listeners?inboundonly&graceful&skip_exit'
  return new Promise((resolve) => {
    const options = { host: podIp, port: 15000, path, method: 'POST', agent: false, signal: AbortSignal.timeout(1_000) }
    const sent = request(options, (response) => {
      response.resume()
      resolve(response.statusCode === 200)
    })
    sent.on('error', () => resolve(false))
    sent.end()
  })
}
