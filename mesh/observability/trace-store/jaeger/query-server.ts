import type { Server } from 'node:http'
import { startHttpServer, type HttpAnswer } from '../http.ts'
import type { StoreMetrics } from '../metrics.ts'
import type { FindSpans } from '../storage/find-spans.ts'
import { BadParameter, parseTraceId, parseTraceQuery } from './trace-query.ts'
import { traceJson } from './trace-json.ts'

export interface QueryDeps {
  readonly find: FindSpans
  readonly metrics: StoreMetrics
  readonly nowUs: () => number
}

type Route = (deps: QueryDeps, url: URL, match: RegExpExecArray) => HttpAnswer

const routes: readonly { readonly name: string; readonly path: RegExp; readonly answer: Route }[] = [
  { name: 'services', path: /^\/api\/services$/, answer: ({ find }) => list(find.services()) },
  {
    name: 'service_operations',
    path: /^\/api\/services\/([^/]+)\/operations$/,
    answer: ({ find }, _url, match) => list(operationNames(find, decode(match[1]))),
  },
  {
    name: 'operations',
    path: /^\/api\/operations$/,
    answer: ({ find }, url) => {
      const service = url.searchParams.get('service') ?? ''
      if (service === '') throw new BadParameter("parameter 'service' is required")
      return list(find.operations(service, url.searchParams.get('spanKind') ?? undefined))
    },
  },
  { name: 'search', path: /^\/api\/traces$/, answer: search },
  {
    name: 'trace',
    path: /^\/api\/traces\/([^/]+)$/,
    answer: ({ find }, _url, match) => {
      const spans = find.trace(parseTraceId(decode(match[1])))
      return spans.length === 0 ? failure(404, 'trace not found') : listOf([traceJson(spans)])
    },
  },
  {
    name: 'v3_services',
    path: /^\/api\/v3\/services$/,
    answer: ({ find }) => json(200, { services: find.services() }),
  },
  {
    name: 'v3_operations',
    path: /^\/api\/v3\/operations$/,
    answer: ({ find }, url) =>
      json(200, { operations: find.operations(url.searchParams.get('service') ?? '', undefined) }),
  },
]

/** Serves Jaeger's HTTP query API and the store's own `/metrics` on loopback. */
export function startQueryServer(port: number, deps: QueryDeps): Promise<Server> {
  return startHttpServer(port, async (request, url) => {
    if (url.pathname === '/metrics') {
      const { registry } = deps.metrics
      return { status: 200, contentType: registry.contentType, body: await registry.metrics() }
    }
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return failure(405, `${request.method ?? ''} is not allowed: the query API only reads`)
    return answerQuery(deps, url)
  })
}

function answerQuery(deps: QueryDeps, url: URL): HttpAnswer {
  for (const { name, path, answer } of routes) {
    const match = path.exec(url.pathname)
    if (match === null) continue
    const done = deps.metrics.querySeconds.startTimer({ route: name })
    try {
      return answer(deps, url, match)
    } catch (error) {
      if (error instanceof BadParameter) return failure(400, error.message)
      throw error
    } finally {
      done()
    }
  }
  return failure(404, `nothing is at ${url.pathname}`)
}

function search({ find, nowUs }: QueryDeps, url: URL): HttpAnswer {
  const ids = url.searchParams.getAll('traceID').map(parseTraceId)
  const found = ids.length > 0 ? ids : find.traceIds(parseTraceQuery(url.searchParams, nowUs()))
  const traces = found.map((traceId) => find.trace(traceId)).filter((spans) => spans.length > 0)
  return listOf(traces.map(traceJson))
}

function operationNames(find: FindSpans, service: string): string[] {
  return [...new Set(find.operations(service, undefined).map(({ name }) => name))]
}

function decode(part: string | undefined): string {
  try {
    return decodeURIComponent(part ?? '')
  } catch {
    throw new BadParameter(`${JSON.stringify(part)} is not a valid part of a path`)
  }
}

const list = (data: readonly unknown[]) => listOf(data.map((one) => JSON.stringify(one)))
/** The same of parts that are JSON text already. */
function listOf(parts: readonly string[]): HttpAnswer {
  const rest = `"total":${parts.length},"limit":0,"offset":0,"errors":null`
  return jsonText(200, `{"data":[${parts.join(',')}],${rest}}`)
}
const failure = (code: number, msg: string) =>
  json(code, { data: null, total: 0, limit: 0, offset: 0, errors: [{ code, msg }] })

function json(status: number, value: unknown): HttpAnswer {
  return jsonText(status, JSON.stringify(value))
}

function jsonText(status: number, text: string): HttpAnswer {
  return { status, contentType: 'application/json', body: Buffer.from(text) }
}
