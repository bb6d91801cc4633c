import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Fleet } from '../serve/fleet.ts'
import type { ServeMetrics } from '../serve/metrics.ts'
import type { ObjectVersions } from '../serve/object-versions.ts'
import type { Snapshot } from '../snapshot.ts'
import { acks } from './acks.ts'
import { configDump } from './config-dump.ts'
import { endpointPage, registryPage } from './registry-pages.ts'
import { scrapeTargets } from './service-discovery.ts'
import { latestByProxy, proxyName, syncz } from './syncz.ts'

export interface DebugInput {
  readonly fleet: Fleet
  readonly versions: ObjectVersions
  readonly metrics: ServeMetrics
  /** Of the product. */
  readonly version: string
}

interface Answer {
  readonly status: number
  readonly body: unknown
}

type Page = (input: DebugInput, query: URLSearchParams) => Answer

const ok = (body: unknown): Answer => ({ status: 200, body })
const codes = { 400: 'BAD_REQUEST', 404: 'NOT_FOUND', 503: 'UNAVAILABLE' } as const
const failed = (status: keyof typeof codes, message: string): Answer => ({
  status,
  body: { error: { code: codes[status], message } },
})

const fromSnapshot =
  (page: (snapshot: Snapshot) => unknown): Page =>
  ({ fleet }) =>
    fleet.snapshot === undefined ? failed(503, 'the cluster has not been read yet') : ok(page(fleet.snapshot))

const pages: Record<string, Page> = {
  '/ready': ({ fleet }) => (fleet.isReady ? ok({ ready: true }) : failed(503, 'the cluster has not been read yet')),
  '/debug/syncz': ({ fleet }) => ok(syncz(fleet.members())),
  '/debug/config_dump': dumpPage,
  '/debug/registryz': fromSnapshot(registryPage),
  '/debug/endpointz': fromSnapshot(endpointPage),
  '/debug/problemz': fromSnapshot(({ problems }) => problems),
  '/debug/acks': acksPage,
  '/sd/prometheus': fromSnapshot(scrapeTargets),
}

function acksPage({ fleet, versions }: DebugInput, query: URLSearchParams): Answer {
  const key = query.get('resource') ?? ''
  if (key.split('/').length !== 3)
    return failed(400, `resource is ${JSON.stringify(key)}: it must be KIND/NAMESPACE/NAME`)
  const version = versions.get(key)
  if (version === undefined) return failed(404, `no snapshot has held ${key}`)
  return ok(
    acks(
      version,
      fleet.members().map(({ stream }) => stream),
    ),
  )
}

function dumpPage({ fleet }: DebugInput, query: URLSearchParams): Answer {
  const id = query.get('proxyID') ?? ''
  const found = latestByProxy(fleet.members().map(({ stream }) => stream)).find((stream) => proxyName(stream) === id)
  if (found === undefined) return failed(404, `proxyID is ${JSON.stringify(id)}: no such proxy is connected`)
  return ok(configDump(found))
}

/** Serves istiod's debug pages and our own on loopback. @throws Error when the port is taken */
export async function startDebugServer(input: DebugInput, port: number): Promise<Server> {
  const server = createServer((request, response) => void answer(input, request, response))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return server
}

const ownHosts = new Set(['127.0.0.1', 'localhost'])

async function answer(input: DebugInput, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // A page of a foreign site must not read this through a name that it points here.
  if (!ownHosts.has((request.headers.host ?? '').replace(/:\d+$/, ''))) {
    response.writeHead(421).end()
    return
  }
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  if (url.pathname === '/metrics') {
    response.setHeader('content-type', input.metrics.registry.contentType)
    response.end(await input.metrics.registry.metrics())
    return
  }
  if (url.pathname === '/version') {
    response.setHeader('content-type', 'text/plain')
    response.end(input.version)
    return
  }
  const page = pages[url.pathname]
  const { status, body } =
    page === undefined ? failed(404, `there is no page ${url.pathname}`) : page(input, url.searchParams)
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}
