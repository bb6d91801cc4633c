import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { lettersOf, traceContract } from '../../../test/support/trace-contract.ts'
import type { TraceSearch } from '../ports.ts'
import { createTempoTraceSource } from './trace-source.ts'
import { quoted, traceQl } from './traceql.ts'

// Answers of our own making in Tempo's form: which of three traces a query finds, by the conditions that it must hold.

const search: TraceSearch = { start: 1_000, end: 2_000, errorsOnly: false, limit: 20 }
const base64 = (hex: string) => Buffer.from(hex, 'hex').toString('base64')

const recorded = (letter: string, at: number) => ({
  traceID: letter.repeat(32),
  rootServiceName: 'productpage.bookinfo',
  rootTraceName: 'productpage:9080/*',
  startTimeUnixNano: `${at}000000000`,
  durationMs: 912,
  spanSets: [
    {
      matched: 1,
      spans: [
        {
          spanID: '3'.repeat(16),
          attributes: [
            { key: 'service.name', value: { stringValue: 'reviews.bookinfo' } },
            { key: 'http.status_code', value: { stringValue: '503' } },
            { key: 'response_flags', value: { stringValue: '-' } },
          ],
        },
      ],
    },
  ],
  serviceStats: { 'productpage.bookinfo': { spanCount: 2 }, 'reviews.bookinfo': { spanCount: 1, errorCount: 1 } },
})
const all = { a: recorded('a', 1_100), b: recorded('b', 1_200), c: recorded('c', 1_300) }

/** The condition that stands in a query, and the traces that have it. */
const conditions: readonly (readonly [string, string])[] = [
  ['span.istio.namespace = "default"', ''],
  ['{ (resource.k8s.deployment.name = "details-v1"', ''],
  ['"reviews-v2"', 'b'],
  ['"reviews-v3"', ''],
  ['"reviews-v1"', 'a'],
  ['service.name =~ "reviews', 'ab'],
  ['status = error', 'b'],
  ['.response_flags = "UF"', 'b'],
  ['name = "details:9080/*"', 'c'],
  ['duration >= 500000us', 'b'],
  ['duration <= 500000us', 'ac'],
]

function answerTo(query: string): object {
  const letters = conditions.reduce(
    (left, [condition, having]) => (query.includes(condition) ? left.filter((one) => having.includes(one)) : left),
    ['a', 'b', 'c'] as ('a' | 'b' | 'c')[],
  )
  return { traces: letters.map((letter) => all[letter]), metrics: { inspectedTraces: 3 } }
}

const wholeTrace = {
  batches: [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: 'reviews.bookinfo' } }] },
      scopeSpans: [
        {
          spans: [
            {
              traceId: base64('b'.repeat(32)),
              spanId: base64('3'.repeat(16)),
              parentSpanId: base64('2'.repeat(16)),
              name: 'reviews:9080/*',
              kind: 'SPAN_KIND_SERVER',
              startTimeUnixNano: '1200000000000',
              endTimeUnixNano: '1201000000000',
              attributes: [{ key: 'http.status_code', value: { intValue: '503' } }],
              status: { code: 'STATUS_CODE_ERROR' },
            },
          ],
        },
      ],
    },
  ],
}

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

async function tempo(listener: (request: IncomingMessage, response: ServerResponse) => void, tenant?: string) {
  const started = createServer(listener)
  server = started
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve))
  const address = started.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return createTempoTraceSource({ url: `http://127.0.0.1:${port}/`, tenant, timeoutMs: 2_000 })
}

const recordedTempo = (request: IncomingMessage, response: ServerResponse) => {
  const url = new URL(request.url ?? '', 'http://tempo')
  if (url.pathname === '/api/search') return response.end(JSON.stringify(answerTo(url.searchParams.get('q') ?? '')))
  if (url.pathname === `/api/traces/${'b'.repeat(32)}`) return response.end(JSON.stringify(wholeTrace))
  return response.writeHead(404).end('trace not found')
}

describe('traces from Tempo', () => {
  it.each(traceContract)('are narrowed by %s', async (_, given, expected) => {
    const source = await tempo(recordedTempo)
    expect(await lettersOf(source.search({ ...search, ...given }))).toBe(expected)
  })

  it('come with their services, errors and what their spans say', async () => {
    const source = await tempo(recordedTempo)
    const { items, attributes, limited } = await source.search({ ...search, errorsOnly: true })
    expect(limited).toBe(false)
    expect(items[0]).toMatchObject({ durationUs: 912_000, spanCount: 3, errorCount: 1, startUs: 1_200_000_000 })
    expect(attributes.get('b'.repeat(32))).toEqual([
      { service: 'reviews.bookinfo', key: 'http.status_code', value: '503', namespace: 'bookinfo' },
    ])
  })

  it('say when there are more than the limit', async () => {
    const source = await tempo(recordedTempo)
    expect(await source.search({ ...search, limit: 2 })).toMatchObject({ items: [{}, {}], limited: true })
  })

  it('are read whole, ids in hexadecimal digits whichever way they came', async () => {
    const source = await tempo(recordedTempo)
    const trace = await source.get('b'.repeat(32))
    expect(trace).toMatchObject({ traceId: 'b'.repeat(32), truncatedAt: null })
    expect(trace?.spans[0]).toMatchObject({
      spanId: '3'.repeat(16),
      parentId: '2'.repeat(16),
      kind: 'server',
      error: true,
      httpStatus: 503,
      durationUs: 1_000_000,
    })
    expect(await source.get('f'.repeat(32))).toBeNull()
  })

  it('are asked for as the tenant', async () => {
    const tenants: unknown[] = []
    const source = await tempo((request, response) => {
      tenants.push(request.headers['x-scope-orgid'])
      response.end('{}')
    }, 'team-a')
    await source.search(search)
    expect(tenants).toEqual(['team-a'])
  })

  it.each([
    ['an answer that is not JSON', (response: ServerResponse) => response.end('<html>'), 'not JSON'],
    ['an answer of another form', (response: ServerResponse) => response.end('{"traces":[{}]}'), 'unexpected'],
    [
      'a refusal',
      (response: ServerResponse) => response.writeHead(400).end('parse error at line 1'),
      '400 parse error',
    ],
    [
      'a way elsewhere',
      (response: ServerResponse) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
      '',
    ],
    ['an answer cut half-way', (response: ServerResponse) => response.write('{"tra', () => response.destroy()), ''],
  ])('refuse %s by one sentence', async (_, respond, message) => {
    const source = await tempo((__, response) => void respond(response))
    await expect(source.search(search)).rejects.toMatchObject({
      code: 'SOURCE_UNAVAILABLE',
      message: expect.stringMatching(new RegExp(`^The trace store does not answer: .*${message}`)) as unknown,
    })
  })
})

describe('TraceQL', () => {
  it('without conditions asks for any span', () => {
    expect(traceQl(search)).toMatch(/^\{ true \} \| select\(/)
  })

  it('keeps every value inside its quotation marks, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (value) => {
        const text = quoted(value)
        expect(text).toMatch(/^"(?:[^"\\\n\r]|\\.)*"$/s)
        const query = traceQl({ ...search, operation: value, tags: [{ key: 'a b', value }] })
        expect(query.replaceAll(/"(?:[^"\\]|\\.)*"/gs, '""')).toMatch(/^\{ name = "" && \."" = "" \} \| select/)
      }),
    )
  })
})
