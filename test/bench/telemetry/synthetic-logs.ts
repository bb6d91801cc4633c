import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'

const namespace = 'shop'
export const podNames = Array.from({ length: 10 }, (_, index) => `part-${index}-7d9f-abcd${index}`)

/** Lines of every pod: so many before the start, and from then on so many a second. */
export interface Written {
  readonly before: number
  readonly perSecond: number
  readonly startMs: number
}

/** A cluster API that has ten pods and their logs and nothing else. @returns the way to stop */
export async function serveLogs(kubeconfig: string, written: Written): Promise<() => Promise<void>> {
  const server = createServer((request, response) => answer(request, response, written))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  writeFileSync(kubeconfig, kubeconfigText(`http://127.0.0.1:${port}`))
  return async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
}

function answer(request: IncomingMessage, response: ServerResponse, written: Written): void {
  const url = new URL(request.url ?? '/', 'http://any')
  const pod = /\/pods\/([^/]+)\/log$/.exec(url.pathname)?.[1]
  if (pod !== undefined) {
    response.end(logText(podNames.indexOf(pod), url.searchParams, written))
    return
  }
  response.setHeader('content-type', 'application/json')
  // A watch of things that never change stays open and silent.
  if (url.searchParams.has('watch')) {
    response.writeHead(200).flushHeaders()
    return
  }
  const kind = url.pathname.split('/').at(-1)
  const items = kind === 'pods' ? podNames.map(podOf) : kind === 'namespaces' ? [{ metadata: { name: namespace } }] : []
  response.end(JSON.stringify({ kind: 'List', apiVersion: 'v1', metadata: { resourceVersion: '1' }, items }))
}

const podOf = (name: string) => ({
  metadata: { name, namespace, uid: name, labels: { app: name.slice(0, 6) } },
  spec: { containers: [{ name: 'app' }] },
  status: { phase: 'Running' },
})

/** Each pod writes its lines evenly; the pods take turns. */
function logText(pod: number, asked: URLSearchParams, { before, perSecond, startMs }: Written): string {
  const nowMs = Date.now()
  const rate = perSecond / podNames.length
  const live = perSecond === 0 ? 0 : Math.max(0, Math.floor(((nowMs - startMs) / 1_000) * rate))
  const count = before + live
  // Lines from before the start lie 50 ms apart.
  const timeMs = (number: number) =>
    (number < before ? startMs - (before - number) * 50 : startMs + ((number - before) * 1_000) / rate) + pod / 10
  const sinceMs = nowMs - Number(asked.get('sinceSeconds') ?? 1e9) * 1_000
  const first = Math.max(0, count - Number(asked.get('tailLines') ?? 1e9))
  let text = ''
  for (let number = first; number < count; number++) {
    const ms = timeMs(number)
    if (ms >= sinceMs) text += `${stampOf(ms)} ${lineOf(pod, number)}\n`
  }
  return text
}

function stampOf(ms: number): string {
  const micros = Math.floor((ms - Math.floor(ms)) * 1_000)
  return new Date(ms).toISOString().replace('Z', `${String(micros).padStart(3, '0')}000Z`)
}

/** Every other line is a proxy's access log, the rest is an app's JSON; one of a hundred failed. */
function lineOf(pod: number, number: number): string {
  const failed = number % 100 === 99
  const traceId = (number * 10 + pod + 1).toString(16).padStart(32, 'c')
  if (number % 2 === 0)
    return `{"level":"info","app":"part-${pod}","msg":"GET /part/${number} 200","number":${number},"trace_id":"${traceId}"}`
  return `{"authority":"part-${pod}:9080","bytes_received":0,"bytes_sent":344,"duration":8,"method":"GET","path":"/part/${number}","protocol":"HTTP/1.1","reporter":"destination","request_id":"${pod}-${number}","response_code":${failed ? 503 : 200},"response_code_details":"via_upstream","response_flags":"${failed ? 'UF' : '-'}","route_name":"default","source_principal":"spiffe://cluster.local/ns/shop/sa/part-${pod}","start_time":"","trace_id":"${traceId}","upstream_cluster":"inbound|9080||","upstream_host":"127.16.5.2:9080","upstream_service_time":"8","user_agent":"bench"}`
}

function kubeconfigText(server: string): string {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'bench',
    contexts: [{ name: 'bench', context: { cluster: 'bench', user: 'bench' } }],
    clusters: [{ name: 'bench', cluster: { server } }],
    users: [{ name: 'bench', user: {} }],
  }
  return JSON.stringify(config)
}
