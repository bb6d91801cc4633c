import { describe, expect, it } from 'vitest'
import { everything } from '../../../lib/client/scope.ts'
import { durationDomain, scatterPoints, slowFrom, timeDomain } from './scatter-points.ts'
import {
  addTyped,
  filterChips,
  parseTraceFilter,
  searchParams,
  traceFilterParams,
  type TraceFilter,
} from './trace-filter.ts'

const parse = (text: string) => parseTraceFilter(new URLSearchParams(text))
const none = parse('')

describe('the filters of the trace list', () => {
  it('survive the way through the URL', () => {
    const filter: TraceFilter = {
      ...none,
      source: 'a',
      destination: 'b',
      minDuration: '20ms',
      errors: true,
      limit: 100,
    }
    const params = new URLSearchParams()
    for (const [name, value] of Object.entries(traceFilterParams(filter)))
      if (value !== undefined) params.set(name, value)
    expect(parseTraceFilter(params)).toEqual(filter)
    expect(parse('limit=7&errors=perhaps')).toEqual(none)
  })

  it('ask for the only namespace of the scope unless they name one', () => {
    const scope = { ...everything, namespaces: ['bookinfo'] }
    expect(searchParams(none, scope)).toMatchObject({ namespace: 'bookinfo', window: '15m' })
    expect(searchParams({ ...none, namespace: 'other' }, scope).namespace).toBe('other')
    expect(searchParams(none, { ...scope, namespaces: ['a', 'b'] }).namespace).toBeUndefined()
  })

  it('take one tag away and leave the others', () => {
    const [first] = filterChips({ ...none, tags: 'a=1 b="x y"' })
    expect(first).toMatchObject({ label: 'a = 1', without: { tags: 'b="x y"' } })
  })

  it('read in words, and each can be taken away alone', () => {
    const chips = filterChips({ ...none, source: 'a', destination: 'b', minDuration: '20ms', errors: true })
    expect(chips.map(({ label }) => label)).toEqual(['edge = a → b', 'duration ≥ 20ms', 'failed'])
    expect(chips[0]?.without).toMatchObject({ source: '', destination: '', minDuration: '20ms' })
  })

  it.each([
    ['workload=reviews-v2', { workload: 'reviews-v2' }],
    ['duration > 200ms', { minDuration: '200ms' }],
    ['duration<1.5s', { maxDuration: '1.5s' }],
    ['failed', { errors: true }],
    ['status=503', { tags: 'http.status_code=503' }],
    ['upstream_cluster = "a b"', { tags: 'upstream_cluster="a b"' }],
    ['operation=GET /cart/{id}', { operation: 'GET /cart/{id}' }],
  ])('understand %j', (typed, expected) => {
    expect(addTyped(none, typed)).toEqual({ filter: { ...none, ...expected } })
  })

  it.each([
    ['colour>red', '"colour>red" is not a filter such as'],
    ['status=teapot', '"teapot" is not a status such as 503'],
    ['tag="open', 'is not a tag such as'],
    ['duration>5', '"5" is not a duration such as'],
    ['duration=5ms', 'compared with > or <'],
    ['workload=Not A Name', '"Not A Name" is not the name of a workload.'],
    ['', '"" is not a filter'],
  ])('refuse %j by one sentence', (typed, message) => {
    expect(addTyped(none, typed)).toEqual({ error: expect.stringContaining(message) as string })
  })
})

describe('the time axis', () => {
  const at = (startUs: number) => ({
    traceId: String(startUs),
    rootService: 'a',
    rootOperation: 'b',
    startUs,
    durationUs: 1,
    spanCount: 1,
    errorCount: 0,
    services: [],
  })

  it('covers the window that was asked for, or only what is shown when more matched', () => {
    const items = [at(5_400_000_000), at(5_300_000_000)]
    expect(timeDomain(items, { endMs: 5_399_001, windowMs: 900_000, limited: false })).toEqual([4_500_000, 5_400_000])
    expect(timeDomain(items, { endMs: null, windowMs: 900_000, limited: true })).toEqual([5_300_000, 5_401_000])
  })

  it('has room for every trace on either scale', () => {
    for (const scale of ['log', 'linear'] as const) {
      const items = [at(1), { ...at(2), durationUs: 2_000_000 }]
      const [low, high] = durationDomain(items, scale)
      for (const { durationUs } of scatterPoints(items).ok) {
        expect(durationUs).toBeGreaterThanOrEqual(low)
        expect(durationUs).toBeLessThanOrEqual(high)
      }
      expect(scale === 'log' ? low > 0 : low === 0).toBe(true)
    }
  })

  it('offers the duration that one trace of twenty exceeds, once there are twenty', () => {
    const items = Array.from({ length: 20 }, (_, index) => ({ ...at(index), durationUs: (index + 1) * 1_500 }))
    expect(slowFrom(items)).toBe(30_000)
    expect(slowFrom(items.slice(1))).toBeUndefined()
  })
})
