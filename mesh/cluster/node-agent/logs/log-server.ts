import { timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { LogLine } from './log-line.ts'
import { parseLogQuery, type LogQuery } from './log-query.ts'
import { readLog } from './read-log.ts'

/** Where the lines of a container are, and how to hear of new ones. */
export type LogSource = {
  /** Log file of the present or the previous run; undefined when there was none. */
  readonly file: (previous: boolean) => string | undefined
  /** Calls back for each new line until stopped. */
  readonly follow: (onLine: (line: LogLine) => void) => () => void
  /** Resolves when no more lines can come. */
  readonly ended: Promise<void>
}

export type LogServerOptions = {
  readonly token: () => string | undefined
  readonly find: (namespace: string, pod: string, container: string) => LogSource | undefined
}

/** A follower that reads this much slower than lines come is cut off. */
const maxBufferedBytes = 64 * 1024 * 1024

export type LogServer = { readonly port: number; close(): void }

/** Serves `/containerLogs/NAMESPACE/POD/CONTAINER` on a free loopback port, to bearers of the token. */
export async function startLogServer(options: LogServerOptions): Promise<LogServer> {
  const server = createServer((request, response) => answer(request, response, options))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address: AddressInfo | string | null = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    port,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

function answer(request: IncomingMessage, response: ServerResponse, { token, find }: LogServerOptions): void {
  if (!isAuthorized(request.headers.authorization, token())) return fail(response, 401, 'a bearer token is needed')
  const url = new URL(request.url ?? '/', 'http://agent')
  const match = /^\/containerLogs\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(url.pathname)
  if (match === null) return fail(response, 404, `nothing is served at ${url.pathname}`)
  const [namespace = '', pod = '', container = ''] = match.slice(1).map(decodeURIComponent)
  const source = find(namespace, pod, container)
  if (source === undefined)
    return fail(response, 404, `container ${container} of pod ${namespace}/${pod} is not known to the node agent`)
  try {
    send(response, source, parseLogQuery(url.searchParams, new Date()))
  } catch (error) {
    fail(response, 400, error instanceof Error ? error.message : String(error))
  }
}

function send(response: ServerResponse, source: LogSource, query: LogQuery): void {
  const file = source.file(query.previous)
  if (file === undefined)
    return fail(
      response,
      400,
      query.previous ? 'previous terminated container not found' : 'the container has not started yet',
    )
  response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' })
  // A reader that leaves in the middle of a line is no fault.
  response.on('error', () => undefined)
  const write = limitedWriter(response, query)
  for (const line of readLog(file, query)) write(line)
  if (!query.follow || query.previous || response.writableEnded) return void response.end()
  // Subscribed in the same tick as the read above: no line falls between.
  const stop = source.follow(write)
  response.once('close', stop)
  void source.ended.then(() => response.end())
}

/** Writes lines, and ends the answer when `limitBytes` are used up. */
function limitedWriter(
  response: ServerResponse,
  { timestamps, limitBytes = Infinity }: LogQuery,
): (line: LogLine) => void {
  let left = limitBytes
  return ({ time, text }) => {
    if (response.writableEnded) return
    const bytes = Buffer.from(timestamps ? `${time} ${text}\n` : `${text}\n`)
    response.write(bytes.length > left ? bytes.subarray(0, left) : bytes)
    left -= bytes.length
    if (left <= 0) response.end()
    else if (response.writableLength > maxBufferedBytes) response.destroy()
  }
}

function fail(response: ServerResponse, code: number, message: string): void {
  response.writeHead(code, { 'content-type': 'text/plain; charset=utf-8' })
  response.end(`${message}\n`)
}

function isAuthorized(header: string | undefined, token: string | undefined): boolean {
  if (token === undefined || token === '') return false
  const given = Buffer.from(header ?? '')
  const wanted = Buffer.from(`Bearer ${token}`)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
