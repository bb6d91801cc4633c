import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { OwnTraces } from './own-traces.ts'

let server: Server
let endpoint = ''
const received: { resourceSpans: { scopeSpans: { spans: Record<string, unknown>[] }[] }[] }[] = []

beforeEach(async () => {
  received.length = 0
  server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += String(chunk)
    if (request.url === '/v1/traces') received.push(JSON.parse(text))
    response.end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => new Promise((resolve) => server.close(resolve)))

const spans = () => received.flatMap(({ resourceSpans }) => resourceSpans[0]?.scopeSpans[0]?.spans ?? [])
const made = (to: string | undefined) => new OwnTraces({ endpoint: to, version: '1', nowMs: () => 1_800_000_000_000 })
const status = (code: number) => () => ({ 'http.response.status_code': code })

describe("the console's own traces", () => {
  test('are one per request, with its queries as children', async () => {
    const traces = made(endpoint)
    await traces.request(
      'GET /api/graph',
      async () => traces.query('prometheus', { seconds: 0.5, ok: true }),
      status(200),
    )
    await traces.flush()
    const [child, root] = spans()
    expect(root).toMatchObject({ name: 'GET /api/graph', kind: 2, status: {}, endTimeUnixNano: '1800000000000000000' })
    expect(child).toMatchObject({
      name: 'query prometheus',
      traceId: root?.['traceId'],
      parentSpanId: root?.['spanId'],
      startTimeUnixNano: '1799999999500000000',
    })
    expect(root?.['traceId']).toMatch(/^[0-9a-f]{32}$/)
  })
  test('of two requests at once do not mix', async () => {
    const traces = made(endpoint)
    const ask = () =>
      traces.request(
        'r',
        async () => {
          await Promise.resolve()
          traces.query('prometheus', { seconds: 0, ok: true })
        },
        status(200),
      )
    await Promise.all([ask(), ask()])
    await traces.flush()
    const ids = spans().map(({ traceId }) => traceId)
    expect(new Set(ids).size).toBe(2)
    for (const id of ids) expect(ids.filter((other) => other === id)).toHaveLength(2)
  })
  test('leave out what outlives the request', async () => {
    const traces = made(endpoint)
    let later = () => {}
    await traces.request(
      'r',
      async () => {
        const { AsyncResource } = await import('node:async_hooks')
        later = AsyncResource.bind(() => traces.query('prometheus', { seconds: 1, ok: true }))
      },
      status(200),
    )
    later()
    await traces.flush()
    expect(spans().map(({ name }) => name)).toEqual(['r'])
  })
  test('mark a failed request', async () => {
    const traces = made(endpoint)
    await traces.request('r', () => Promise.resolve(), status(503))
    await traces.flush()
    expect(spans()[0]).toMatchObject({ status: { code: 2 } })
  })
  test('cost nothing without a store, and a store that is away stops nobody', async () => {
    expect(await made(undefined).request('r', () => Promise.resolve(7), status(200))).toBe(7)
    const traces = made('http://127.0.0.1:1')
    await traces.request('r', () => Promise.resolve(), status(200))
    await expect(traces.flush()).resolves.toBeUndefined()
  })
})
