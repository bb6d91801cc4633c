import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { encodingHeader, guardRequest, isForbiddenHeader, remoteHeader } from './request-guard.ts'
import { contentSecurityPolicy, frameAncestors, securityHeaders } from './security-headers.ts'

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

export type FrontOptions = {
  hosts: ReadonlySet<string>
  frameAncestors: readonly string[]
  handler: Handler
  onError: (error: unknown) => void
}

/** The HTTP server before Next: refuses what must not reach it and sets the headers of every answer. */
export function frontServer(options: FrontOptions): Server {
  const server = createServer(
    { maxHeaderSize: 16_384, requestTimeout: 30_000, headersTimeout: 10_000 },
    (request, response) => {
      serve(request, response, options).catch((error: unknown) => {
        options.onError(error)
        answer(response, 500, 'the console failed to answer; its log says why')
      })
    },
  )
  server.on('upgrade', (_request, socket) => void socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'))
  server.on('clientError', (_error, socket) => void socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'))
  return server
}

async function serve(request: IncomingMessage, response: ServerResponse, options: FrontOptions): Promise<void> {
  const url = request.url ?? '/'
  const path = url.split('?', 1)[0] ?? '/'
  const nonce = randomBytes(18).toString('base64')
  const policy = contentSecurityPolicy(nonce, frameAncestors(path, options.frameAncestors))
  for (const [name, value] of Object.entries(securityHeaders(path, policy))) response.setHeader(name, value)
  const verdict = guardRequest({ method: request.method ?? 'GET', url, headers: request.headers }, options.hosts)
  if (!verdict.pass) return answer(response, verdict.status, verdict.message)
  for (const name of Object.keys(request.headers)) if (isForbiddenHeader(name)) delete request.headers[name]
  // Next reads the nonce for its own scripts from the policy in the request.
  request.headers['content-security-policy'] = policy
  request.headers[remoteHeader] = request.socket.remoteAddress ?? 'unknown'
  request.headers[encodingHeader] = 'told'
  tellEncoding(response)
  await options.handler(request, response)
}

/** Gives a handler's word of how its body is encoded the name that it has on the wire. */
function tellEncoding(response: ServerResponse): void {
  const setHeader = response.setHeader.bind(response)
  response.setHeader = (name, value) => setHeader(name === encodingHeader ? 'Content-Encoding' : name, value)
}

function answer(response: ServerResponse, status: number, message: string): void {
  if (response.headersSent) return void response.end()
  const code = status === 500 ? 'INTERNAL' : 'INVALID'
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify({ error: { code, message } }))
}
