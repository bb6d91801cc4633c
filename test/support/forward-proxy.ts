import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'

export interface ForwardProxy {
  readonly url: string
  /** Every `HOST:PORT` asked for, in order. */
  readonly asked: readonly string[]
  stop(): Promise<void>
}

/**
 * An HTTP proxy on loopback: absolute-form requests and CONNECT. It reaches nothing but the given places.
 * @param places where each `HOST:PORT` that it serves really is
 */
export async function startForwardProxy(places: Readonly<Record<string, string>>): Promise<ForwardProxy> {
  const asked: string[] = []
  const placeOf = (authority: string) => {
    asked.push(authority)
    const [, host, port] = /^(.*):(\d+)$/.exec(places[authority] ?? '') ?? []
    return host === undefined ? undefined : { host, port: Number(port) }
  }
  const server = createServer((request, response) => relay(request, response, placeOf))
  server.on('connect', (request: IncomingMessage, socket: Duplex) => {
    const place = placeOf(request.url ?? '')
    if (place === undefined) return void socket.end(`HTTP/1.1 403 Forbidden\r\n\r\n`)
    const there = connect(place, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      socket.pipe(there).pipe(socket)
    })
    there.on('error', () => socket.destroy())
    socket.on('error', () => there.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${port}`, asked, stop }
}

type PlaceOf = (authority: string) => { host: string; port: number } | undefined

function relay(request: IncomingMessage, response: ServerResponse, placeOf: PlaceOf): void {
  const url = new URL(request.url ?? '/', 'http://proxy')
  const place = placeOf(`${url.hostname}:${url.port === '' ? '80' : url.port}`)
  if (place === undefined) return void response.writeHead(403).end()
  const { method, headers } = request
  const there = forward({ ...place, method, path: url.pathname + url.search, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  there.on('error', () => response.writeHead(502).end())
  request.pipe(there)
}
