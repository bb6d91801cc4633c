import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { renderMetric } from './exposition.ts'

export interface ScrapeServerInput {
  readonly podIp: string
  /** Port of the merged text; Istio's is 15020. */
  readonly port?: number
  /** Port of the proxy's own text; Istio's is 15090. */
  readonly proxyPort?: number
  /** Text of the counters kept beside the proxy. */
  readonly counters: () => string
  /** Version that `istio_build` shows. */
  readonly version: string
}

export interface ScrapeServer {
  readonly port: number
  stop(): Promise<void>
}

const proxyTimeoutMs = 2_000
const paths = new Set(['/stats/prometheus', '/metrics'])

/** Serves one pod's statistics: its proxy's own and the counters kept beside it. A proxy that is down only lacks its part. */
export async function startScrapeServer(input: ScrapeServerInput): Promise<ScrapeServer> {
  const server = createServer((request, response) => void serve(request, response, input))
  const port = await listen(server, input)
  return { port, stop: () => close(server) }
}

async function serve(request: IncomingMessage, response: ServerResponse, input: ScrapeServerInput): Promise<void> {
  const path = (request.url ?? '').split('?')[0] ?? ''
  if (request.method !== 'GET' || !paths.has(path)) {
    response.writeHead(404).end('only GET /stats/prometheus is served\n')
    return
  }
  const proxyText = await readProxy(input)
  response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' })
  response.end(mergedText(proxyText, input))
}

/** The whole answer; `proxyText` is undefined when the proxy did not give its own. */
export function mergedText(
  proxyText: string | undefined,
  input: Pick<ScrapeServerInput, 'counters' | 'version'>,
): string {
  const build = { labels: { component: 'proxy', tag: input.version }, value: 1 }
  return [
    proxyText === undefined || proxyText === '' ? '' : `${proxyText.trimEnd()}\n`,
    input.counters(),
    renderMetric({ name: 'istio_build', type: 'gauge', samples: [build] }),
    renderMetric({
      name: 'heddle_proxy_scrape_up',
      type: 'gauge',
      samples: [{ labels: {}, value: proxyText === undefined ? 0 : 1 }],
    }),
  ].join('')
}

async function readProxy({ podIp, proxyPort = 15090 }: ScrapeServerInput): Promise<string | undefined> {
  try {
    const url = `http://${podIp}:${proxyPort}/stats/prometheus`
    const response = await fetch(url, { signal: AbortSignal.timeout(proxyTimeoutMs) })
    return response.ok ? await response.text() : undefined
  } catch {
    // The gauge says it; a proxy that starts or ends is no error of ours.
    return undefined
  }
}

function listen(server: Server, { podIp, port = 15020 }: ScrapeServerInput): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new Error(`${podIp}:${port} can't be used: ${error.message}`)))
    server.listen(port, podIp, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
