import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'

export interface HttpAnswer {
  readonly status: number
  readonly contentType: string
  readonly body: string | Uint8Array
  readonly headers?: Readonly<Record<string, string>>
}

export type Answer = (request: IncomingMessage, url: URL) => Promise<HttpAnswer>

/** A body that is too large or can't be unpacked; `status` is the HTTP status to answer with. */
export class BadBody extends Error {
  override readonly name = 'BadBody'
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

export const maxBodyBytes = 16 * 1_048_576
const unzip = promisify(gunzip)
const loopbackHosts = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * An HTTP server on loopback. A Host that is not loopback is refused: a web page that rebinds its name to 127.0.0.1
 * must not read traces.
 * @throws Error when the port can't be had
 */
export async function startHttpServer(port: number, answer: Answer): Promise<Server> {
  const server = createServer((request, response) => void respond(request, response, answer))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return server
}

async function respond(request: IncomingMessage, response: ServerResponse, answer: Answer): Promise<void> {
  const result = await guarded(request, answer)
  response.writeHead(result.status, {
    ...result.headers,
    'content-type': result.contentType,
    'content-length': Buffer.byteLength(result.body),
    'x-content-type-options': 'nosniff',
  })
  response.end(result.body)
}

async function guarded(request: IncomingMessage, answer: Answer): Promise<HttpAnswer> {
  const base = `http://${request.headers.host ?? ''}`
  const target = request.url ?? '/'
  if (!target.startsWith('/') || !URL.canParse(`${base}${target}`))
    return plain(400, 'the request target is not a path')
  const url = new URL(`${base}${target}`)
  if (!loopbackHosts.has(url.hostname)) return plain(403, 'this server answers on loopback names only')
  try {
    return await answer(request, url)
  } catch (error) {
    if (error instanceof BadBody) return plain(error.status, error.message)
    return plain(500, 'the request could not be answered')
  }
}

function plain(status: number, message: string): HttpAnswer {
  return { status, contentType: 'text/plain; charset=utf-8', body: `${message}\n` }
}

/**
 * The body of a request, unpacked.
 * @throws BadBody when it is larger than {@link maxBodyBytes}, packed or unpacked, or not what its encoding says
 */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    const buffer = Buffer.from(chunk)
    bytes += buffer.length
    if (bytes > maxBodyBytes) throw new BadBody(413, `the body has more than ${maxBodyBytes} bytes`)
    chunks.push(buffer)
  }
  return unpack(Buffer.concat(chunks), request.headers['content-encoding'] ?? 'identity')
}

async function unpack(body: Buffer, encoding: string): Promise<Buffer> {
  if (encoding === 'identity') return body
  if (encoding !== 'gzip') throw new BadBody(415, `content-encoding "${encoding}" is not known: gzip or none is`)
  try {
    return await unzip(body, { maxOutputLength: maxBodyBytes })
  } catch (error) {
    const large = error instanceof RangeError
    throw new BadBody(
      large ? 413 : 400,
      large ? `the body unpacks to more than ${maxBodyBytes} bytes` : 'the body is not gzip',
    )
  }
}
