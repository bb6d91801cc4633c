import { describe, expect, test } from 'vitest'
import { memoryDeps, operator, readerOf } from '../../../test/support/deps.ts'
import { spanOf } from '../../../test/support/spans.ts'
import { tracesRequest } from '../../contract/traces.ts'
import type { Span, Trace } from '../../domain/tracing/model.ts'
import { getSpans, getTrace } from './get-trace.ts'
import { searchTraces } from './search-traces.ts'

const id = '0123456789abcdef0123456789abcdef'
const span = (different: Partial<Span>) =>
  spanOf('a', {
    service: 'front.shop',
    operation: 'GET /',
    kind: 'server',
    startUs: 1_799_999_990_000_000,
    durationUs: 1_000,
    httpStatus: 200,
    workload: 'front-v1',
    namespace: 'shop',
    pod: 'front-v1-0',
    tags: { secret: 'in a tag' },
    ...different,
  })
const own = span({})
const other = span({
  spanId: 'b',
  parentId: 'a',
  service: 'stock.back',
  workload: 'stock-v1',
  namespace: 'back',
  pod: 'stock-0',
})
const trace: Trace = { traceId: id, spans: [own, other], truncatedAt: null }

function deps() {
  const made = memoryDeps()
  made.traces.traces = [trace]
  return made
}
const input = (different: Record<string, string> = {}) => tracesRequest.parse(different)

describe('traces', () => {
  test('are found in the window', async () => {
    const { items, degraded } = await searchTraces({ deps: deps(), principal: operator, input: input() })
    expect(items.map(({ traceId }) => traceId)).toEqual([id])
    expect(degraded).toEqual([])
  })
  test('are searched by operation and tags, and the answer says by which names', async () => {
    const ask = async (different: Record<string, string>) =>
      searchTraces({ deps: deps(), principal: operator, input: input(different) })
    expect((await ask({ operation: 'GET /', tags: 'secret="in a tag"' })).items).toHaveLength(1)
    expect((await ask({ tags: 'secret=other' })).items).toEqual([])
    const { searched } = await ask({ service: 'front.shop' })
    expect(searched).toEqual({
      asked: 'front.shop',
      services: ['front.shop', 'stock.back'],
      convention: 'app.namespace',
    })
  })
  test('of a store that is away are none, and it is named', async () => {
    const made = deps()
    made.traces.failure = 'The trace store does not answer: connection refused'
    const { items, degraded } = await searchTraces({ deps: made, principal: operator, input: input() })
    expect([items, degraded]).toEqual([[], [expect.objectContaining({ source: 'traces' })]])
  })
  test('without a store say how to have one', async () => {
    const made = { ...deps(), traces: null }
    const { degraded } = await searchTraces({ deps: made, principal: operator, input: input() })
    expect(degraded[0]?.message).toContain('TRACING_URL')
  })
  test('of an edge need both ends', async () => {
    const ask = searchTraces({ deps: deps(), principal: operator, input: input({ source: 'a' }) })
    await expect(ask).rejects.toMatchObject({ code: 'INVALID', field: 'source' })
  })
  test('that are not there are not found', async () => {
    const ask = getTrace({ deps: deps(), principal: operator, input: { traceId: 'f'.repeat(32) } })
    await expect(ask).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('traces and rights', () => {
  const principal = readerOf('shop')
  test('a span of another namespace keeps its place and time and nothing else', async () => {
    const { spans } = await getTrace({ deps: deps(), principal, input: { traceId: id } })
    expect(spans[0]).toEqual(own)
    expect(spans[1]).toMatchObject({ spanId: 'b', parentId: 'a', durationUs: 1_000, service: 'not allowed', tags: {} })
    expect(JSON.stringify(spans[1])).not.toMatch(/stock|back|secret/)
  })
  test('a span that is asked for alone says no more than in its trace', async () => {
    const ask = (spanId: string) => getSpans({ deps: deps(), principal, input: { traceId: id, spanId } })
    expect((await ask('a')).spans).toEqual([own])
    expect(JSON.stringify(await ask('b'))).not.toMatch(/stock|back|secret/)
    await expect(ask('c')).rejects.toMatchObject({ code: 'NOT_FOUND', field: 'spanId' })
  })
  test('a trace without any span of theirs does not exist', async () => {
    const ask = getTrace({ deps: deps(), principal: readerOf('elsewhere'), input: { traceId: id } })
    await expect(ask).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
  test('attributes of spans of another namespace set nothing apart, and its names are not told', async () => {
    const made = deps()
    const variant = (index: number): Trace => ({
      traceId: String(index).padStart(32, '0'),
      spans: [
        { ...own, tags: { own: index < 4 ? 'a' : 'b' } },
        { ...other, tags: { theirs: index < 4 ? 'x' : 'y' } },
      ],
      truncatedAt: null,
    })
    made.traces.traces = Array.from({ length: 8 }, (_, index) => variant(index))
    const found = await searchTraces({ deps: made, principal, input: input({ namespace: 'shop' }) })
    expect(found.attributes.map(({ key, value, members }) => [key, value, members.length])).toEqual([
      ['own', 'a', 4],
      ['own', 'b', 4],
    ])
    expect(JSON.stringify([found.attributes, found.searched])).not.toMatch(/stock|back|theirs/)
  })
  test('a search must say where, and its lines name nothing of another namespace', async () => {
    await expect(searchTraces({ deps: deps(), principal, input: input() })).rejects.toMatchObject({ code: 'INVALID' })
    const { items } = await searchTraces({ deps: deps(), principal, input: input({ namespace: 'shop' }) })
    expect(JSON.stringify(items)).not.toMatch(/stock|back/)
    expect(items[0]?.services.map(({ name }) => name)).toEqual(['front.shop'])
  })
})
