import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { honesty } from '../../components/traces/waterfall/honesty.ts'
import { traceResponse } from '../../lib/contract/traces.ts'
import { buildSpanTree } from '../../lib/domain/tracing/span-tree.ts'
import { getSpans, getTrace } from '../../lib/services/traces/get-trace.ts'
import { createJaegerTraceSource } from '../../lib/sources/jaeger/trace-source.ts'
import { memoryDeps, operator } from '../support/deps.ts'

// What a hostile or broken trace store may answer, over HTTP through the adapter and the service to what the page says.

const id = 'a'.repeat(32)
let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

async function depsOf(listener: RequestListener, traceTimeoutMs = 60_000) {
  server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { ...memoryDeps(), traces: createJaegerTraceSource({ url: `http://127.0.0.1:${port}`, traceTimeoutMs }) }
}

interface Wire {
  readonly spanID: string
  readonly parent?: string
  readonly startTime?: number
  readonly duration?: number
  readonly tags?: readonly { key: string; value: unknown }[]
}

const answerOf = (spans: readonly Wire[]) =>
  JSON.stringify({
    data: [
      {
        traceID: id,
        processes: { p1: { serviceName: 'cart.shop' } },
        spans: spans.map(({ parent, ...span }) => ({
          traceID: id,
          operationName: 'GET /',
          processID: 'p1',
          startTime: 1_000,
          duration: 10,
          ...span,
          references: parent === undefined ? [] : [{ refType: 'CHILD_OF', traceID: id, spanID: parent }],
        })),
      },
    ],
  })

async function page(spans: readonly Wire[]) {
  const deps = await depsOf((_, response) => response.end(answerOf(spans)))
  const trace = traceResponse.parse(await getTrace({ deps, principal: operator, input: { traceId: id } }))
  const tree = buildSpanTree(trace.spans)
  return { deps, trace, tree, words: honesty(tree, trace.truncatedAt) }
}

describe('a trace that can not be right is shown as far as it goes, and said (TR9, TR10, TR12, TR13)', () => {
  test.each<[string, Wire[], number, string]>([
    ['a span without its parent', [{ spanID: '1' }, { spanID: '2', parent: '9' }], 2, '1 span without their parent'],
    [
      'parents in a circle',
      [
        { spanID: '1', parent: '2' },
        { spanID: '2', parent: '1' },
      ],
      2,
      '1 circle of parents cut',
    ],
    ['a span that is its own parent', [{ spanID: '1', parent: '1' }], 1, 'No missing parents'],
    ['the same span twice', [{ spanID: '1' }, { spanID: '1' }], 1, '1 span reported twice'],
  ])('%s', async (...[, spans, shown, sentence]) => {
    const { tree, words } = await page(spans)
    expect(tree.nodes).toHaveLength(shown)
    expect(words).toContain(sentence)
  })

  test('a negative duration is none, a tag of 10 MB is cut, a secret is masked, and the span says so', async () => {
    const tags = [
      { key: 'blob', value: 'x'.repeat(10_000_000) },
      { key: 'http.request.header.authorization', value: 'Bearer abcdefghijklmnop' },
      { key: 'http.url', value: 'http://cart/?access_token=abcdef' },
    ]
    const { trace } = await page([{ spanID: '1', duration: -7, tags }])
    const [span] = trace.spans
    expect(span?.durationUs).toBe(0)
    expect(span?.tags['blob']).toHaveLength(4_096)
    expect(JSON.stringify(span)).not.toMatch(/abcdef/)
    expect(span?.warnings).toEqual([
      'blob was cut off at 4096 of 10000000 characters.',
      'The span reported a negative duration, -7 µs; it is shown as none.',
    ])
  })

  test('80,000 spans all come, without most tags, which are asked for span by span', async () => {
    const tags = [{ key: 'peer.address', value: '127.0.0.1' }]
    const spans = Array.from({ length: 80_000 }, (_, index) => ({
      spanID: index.toString(16),
      ...(index === 0 ? {} : { parent: Math.floor((index - 1) / 8).toString(16) }),
      tags,
    }))
    const { deps, trace, tree } = await page(spans)
    expect([tree.nodes.length, trace.slim, trace.spans[7]?.tags]).toEqual([80_000, true, {}])
    const whole = await getSpans({ deps, principal: operator, input: { traceId: id, spanId: '7' } })
    expect(whole.spans[0]?.tags).toEqual({ 'peer.address': '127.0.0.1' })
  })

  test('more than 100,000 spans are cut at the earliest, and the page says where', async () => {
    const spans = Array.from({ length: 100_001 }, (_, index) => ({ spanID: index.toString(16), startTime: index }))
    const { tree, words } = await page(spans)
    expect(tree.nodes).toHaveLength(100_000)
    expect(words).toContain('cut off at 100,000 spans')
  })
})

const half = answerOf([{ spanID: '1' }]).slice(0, 80)
const failureOf = async (listener: RequestListener, timeoutMs?: number) => {
  const deps = await depsOf(listener, timeoutMs)
  return expect(getTrace({ deps, principal: operator, input: { traceId: id } })).rejects
}

describe('a trace store that fails is one sentence', () => {
  test.each<[string, RequestListener, RegExp]>([
    ['an answer that ends half-way', (_, response) => response.end(half), /: it answered something unexpected/],
    [
      'a connection that is cut half-way',
      (_, response) => {
        response.writeHead(200, { 'content-length': '100000' })
        response.write(half, () => response.destroy())
      },
      /^The trace store does not answer: \S+/,
    ],
    [
      'tags without keys',
      (_, response) => response.end(answerOf([{ spanID: '1', tags: [JSON.parse('{"value":1}')] }])),
      /unexpected at "data\.0\.spans\.0\.tags"/,
    ],
  ])('%s', async (_, listener, sentence) => {
    const message: unknown = expect.stringMatching(sentence)
    await (await failureOf(listener)).toMatchObject({ code: 'SOURCE_UNAVAILABLE', message })
  })

  test.each<[string, RequestListener]>([
    ['no answer at all', () => {}],
    ['an answer that stops half-way', (_, response) => void response.write(half)],
  ])('%s', async (_, listener) => {
    const message = 'The trace store does not answer: no answer within 0.5 s'
    await (await failureOf(listener, 500)).toMatchObject({ code: 'SOURCE_UNAVAILABLE', message })
  })
})
