import { createServer, type RequestListener, type Server } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { jaegerTrace } from '../../domain/tracing/jaeger-json.ts'
import { mapTrace } from '../../domain/tracing/jaeger-trace.ts'
import type { Span } from '../../domain/tracing/model.ts'
import { spanOf } from '../../../test/support/spans.ts'
import type { TraceSearch } from '../ports.ts'
import { serviceQueries } from './candidates.ts'
import { createJaegerClient } from './client.ts'
import { matchesSearch } from './match-trace.ts'
import { olderSlices, spreadOver } from './spread.ts'

const search: TraceSearch = { start: 0, end: 1, errorsOnly: false, limit: 20 }
const services = ['ratings.bookinfo', 'ratings-store.bookinfo', 'reviews.bookinfo', 'reviews.other', 'console']

describe('serviceQueries', () => {
  const cases: readonly (readonly [string, Partial<TraceSearch>, string[]])[] = [
    ['nothing', {}, services],
    ['a namespace, with services that name none', { namespace: 'bookinfo' }, [...services.slice(0, 3), 'console']],
    ['a service of a namespace', { namespace: 'other', service: 'reviews' }, ['reviews.other']],
    [
      'a workload by its longest service',
      { namespace: 'bookinfo', workload: 'ratings-store-v1' },
      ['ratings-store.bookinfo v1'],
    ],
    ['a workload named as its service', { namespace: 'bookinfo', workload: 'ratings' }, ['ratings.bookinfo']],
    [
      'an edge by its callee',
      { namespace: 'bookinfo', source: 'reviews-v2', destination: 'ratings-v1' },
      ['ratings.bookinfo v1', 'reviews.bookinfo v2 failed'],
    ],
    [
      'an edge whose callee has no spans by its caller, whatever became of its calls (TR23)',
      { namespace: 'bookinfo', source: 'reviews-v2', destination: 'outside-v1' },
      ['reviews.bookinfo v2'],
    ],
    ['an unknown workload', { workload: 'cart-v1' }, []],
  ]
  it.each(cases)('asks for %s', (...[, given, expected]) => {
    const queries = serviceQueries(services, { ...search, ...given })
    const words = queries.map(({ service, revision, failedOnly }) => [service, revision, failedOnly ? 'failed' : null])
    expect(words.map((parts) => parts.filter((part) => part !== null).join(' '))).toEqual(expected)
  })
})

describe('spreading over the window', () => {
  const at = (second: number) => ({
    traceId: String(second),
    rootService: '',
    rootOperation: '',
    startUs: second * 1_000_000,
    durationUs: 1,
    spanCount: 1,
    errorCount: 0,
    services: [],
  })
  const window = { start: 0, end: 1_000 }

  it('takes from every part of the window where more match than the limit, newest first, none twice', () => {
    const newest = Array.from({ length: 50 }, (_, index) => at(950 + index))
    const older = Array.from({ length: 9 }, (_, index) => at(index * 100 + 10))
    const seconds = spreadOver([...older, ...newest], window, 20).map(({ startUs }) => startUs / 1_000_000)
    expect(seconds).toHaveLength(20)
    expect(seconds.slice(11)).toEqual([810, 710, 610, 510, 410, 310, 210, 110, 10])
    expect(seconds).toEqual(seconds.toSorted((a, b) => b - a))
    expect(new Set(seconds).size).toBe(20)
  })

  it('gives everything when it fits', () => {
    expect(spreadOver([at(5), at(7)], window, 20).map(({ traceId }) => traceId)).toEqual(['7', '5'])
  })

  it('cuts what lies before the newest into even slices, no more than traces are wanted', () => {
    expect(olderSlices(window, 500, 50)).toHaveLength(30)
    expect(olderSlices(window, 500, 10)[9]).toEqual({ start: 450, end: 500 })
    expect(olderSlices(window, 0, 10)).toEqual([])
  })
})

describe('matchesSearch', () => {
  const traceOf = (namespace: string | null, service: string) => {
    const wire = { traceID: 't', spanID: 'a', operationName: 'GET', startTime: 5, duration: 7, processID: 'p1' }
    const tags = namespace === null ? [] : [{ key: 'istio.namespace', value: namespace }]
    const parsed = jaegerTrace.parse({
      traceID: 'T',
      spans: [{ ...wire, tags }],
      processes: { p1: { serviceName: service, tags: [] } },
    })
    return mapTrace(parsed)
  }

  it('takes a trace as of a namespace by what its spans say, else by the name of a service', () => {
    const wanted = { ...search, namespace: 'bookinfo' }
    expect(matchesSearch(traceOf('bookinfo', 'anything'), wanted)).toBe(true)
    expect(matchesSearch(traceOf(null, 'reviews.bookinfo'), wanted)).toBe(true)
    expect(matchesSearch(traceOf(null, 'jaeger'), wanted)).toBe(false)
    expect(matchesSearch(traceOf('other', 'reviews.other'), wanted)).toBe(false)
    expect(matchesSearch(traceOf(null, 'jaeger'), search)).toBe(true)
  })
})

describe('a call that left no span at its callee (TR23)', () => {
  const edge = { ...search, source: 'checkout-v1', destination: 'payment-v2' }
  const call = (cluster: string, different: Partial<Span> = {}) => ({
    traceId: 't',
    truncatedAt: null,
    spans: [
      spanOf('a', { service: 'checkout.shop', kind: 'server' }),
      spanOf('b', {
        parentId: 'a',
        service: 'checkout.shop',
        kind: 'client',
        tags: { upstream_cluster: cluster },
        ...different,
      }),
    ],
  })
  it.each([
    ['outbound|9090|v2|payment.shop.svc.cluster.local', true],
    ['outbound|9090||payment.shop.svc.cluster.local', true],
    ['outbound|9090|canary|payment.shop.svc.cluster.local', true],
    ['outbound|9090|v1|payment.shop.svc.cluster.local', false],
    ['outbound|9090||pay.shop.svc.cluster.local', false],
    ['inbound|9090||', false],
  ])('over the cluster %s is of its edge: %j', (cluster, expected) => {
    expect(matchesSearch(call(cluster), edge)).toBe(expected)
  })
  it('is of no edge of another caller, and of none where somebody answered', () => {
    const lost = call('outbound|9090|v2|payment.shop.svc.cluster.local')
    expect(matchesSearch(lost, { ...edge, source: 'cart-v1' })).toBe(false)
    const answered = spanOf('c', { parentId: 'b', service: 'other.shop', kind: 'server' })
    expect(matchesSearch({ ...lost, spans: [...lost.spans, answered] }, edge)).toBe(false)
  })
})

describe('mapTrace', () => {
  const span = { traceID: 't', spanID: 'a', operationName: 'GET', startTime: 5, duration: 7, processID: 'p1' }
  const trace = (given: object, count = 1) =>
    jaegerTrace.parse({
      traceID: 'T',
      spans: Array.from({ length: count }, () => ({ ...span, ...given })),
      processes: { p1: { serviceName: 's', tags: null } },
    })

  it('takes the parent from a reference inside the trace, a child before a follower, never from a link elsewhere', () => {
    const reference = (refType: string, traceID: string, spanID: string) => ({ refType, traceID, spanID })
    const parent = (references: object[]) => mapTrace(trace({ references })).spans[0]?.parentId
    expect(parent([reference('FOLLOWS_FROM', 't', 'x'), reference('CHILD_OF', 't', 'y')])).toBe('y')
    expect(parent([reference('FOLLOWS_FROM', 'other', 'x')])).toBeNull()
  })

  it("reads workload, namespace and pod from the proxy's node id where nothing better is said", () => {
    const tags = [
      { key: 'node_id', value: 'sidecar~10.1.1.1~reviews-v2-5d9c7b-x2x4z.bookinfo~bookinfo.svc.cluster.local' },
    ]
    expect(mapTrace(trace({ tags })).spans[0]).toMatchObject({
      workload: 'reviews-v2',
      namespace: 'bookinfo',
      pod: 'reviews-v2-5d9c7b-x2x4z',
    })
  })

  it('cuts a hostile tag and a duration that can not be, and says both', () => {
    const tags = [
      { key: 'blob', value: 'x'.repeat(10_000_000) },
      { key: 'ok', value: 5 },
    ]
    const [only] = mapTrace(trace({ tags, duration: -7 })).spans
    expect(only?.tags['blob']).toHaveLength(4_096)
    expect(only?.tags['ok']).toBe('5')
    expect([only?.durationUs, only?.warnings]).toEqual([
      0,
      [
        'blob was cut off at 4096 of 10000000 characters.',
        'The span reported a negative duration, -7 µs; it is shown as none.',
      ],
    ])
  })

  it('says at how many spans it cut a trace off', () => {
    const cut = mapTrace(trace({}, 12), 10)
    expect([cut.spans.length, cut.truncatedAt]).toEqual([10, 10])
  })
})

describe('the client', () => {
  let server: Server | undefined
  afterEach(() => {
    server?.closeAllConnections()
    server?.close()
  })

  async function clientOf(listener: RequestListener, options: { timeoutMs?: number; maxBodyBytes?: number } = {}) {
    const started = createServer(listener)
    server = started
    await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve))
    const address = started.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    return createJaegerClient({ url: `http://127.0.0.1:${port}/jaeger/`, ...options })
  }
  const request = { path: '/api/services', schema: z.object({ data: z.array(z.string()) }) }

  it('asks under the path prefix of the address', async () => {
    const client = await clientOf((incoming, response) => response.end(JSON.stringify({ data: [incoming.url] })))
    expect(await client.get(request)).toEqual({ data: ['/jaeger/api/services'] })
  })

  it.each([
    [
      'an answer that is too large',
      (_: unknown, response: { end(text: string): void }) => response.end('x'.repeat(2_000)),
      'more than 1000 bytes',
    ],
    [
      'an answer that is not JSON',
      (_: unknown, response: { end(text: string): void }) => response.end('<html>'),
      'unexpected',
    ],
  ])('refuses %s by one sentence', async (_, listener, message) => {
    const client = await clientOf((incoming, response) => listener(incoming, response), { maxBodyBytes: 1_000 })
    await expect(client.get(request)).rejects.toMatchObject({
      code: 'SOURCE_UNAVAILABLE',
      message: expect.stringMatching(`^The trace store does not answer: .*${message}`) as unknown,
    })
  })

  it('waits no longer than it was told', async () => {
    const client = await clientOf(() => {}, { timeoutMs: 200 })
    await expect(client.get(request)).rejects.toThrow('no answer within 0.2 s')
  })

  it("passes on Jaeger's own reason", async () => {
    const client = await clientOf((_, response) =>
      response.writeHead(400).end('{"data":null,"errors":[{"code":400,"msg":"no service"}]}'),
    )
    await expect(client.get(request)).rejects.toThrow('The trace store does not answer: 400 no service')
  })

  it('stops at once when the asker has gone', async () => {
    const client = await clientOf(() => {})
    const gone = new AbortController()
    const asked = client.get({ ...request, signal: gone.signal })
    gone.abort()
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' })
  })
})
