import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toHistograms, toLatencyTotals, toRequests, toTcp, toThroughput } from './map-samples.ts'
import { mapPoints } from './map-series.ts'
import { configuredLabel, equal, literalPattern, oneOf, quote, rate, sumBy } from './promql.ts'
import { calleeBucketsQueries, callerBucketsQuery, requestsQuery } from './queries.ts'
import { parseValue, vectorAnswer } from './schema.ts'
import { seriesQuery } from './series-query.ts'

describe('query text', () => {
  test('no value can end its literal or add to the query', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const literal = quote(value)
        const inside = literal.slice(1, -1)
        expect(literal).not.toMatch(/[\n\r]/)
        expect(inside.replaceAll(/\\[\\"nr]/g, '')).not.toMatch(/["\\]/)
      }),
    )
  })
  test('a name in a pattern matches only itself', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (name, other) => {
        const pattern = new RegExp(`^(?:${literalPattern(name)})$`, 's')
        expect(pattern.test(name)).toBe(true)
        expect(pattern.test(other)).toBe(other === name)
      }),
    )
  })
  test('is built from parts', () => {
    const text = sumBy(['source_workload'], rate('istio_requests_total', [equal('reporter', 'source')], 90)).text
    expect(text).toBe('sum by (source_workload) (rate(istio_requests_total{reporter="source"}[90s]))')
    expect(oneOf('destination_workload', ['a.b', 'c']).value).toBe(String.raw`a\.b|c`)
  })
  test('of the graph names no namespace', () => {
    expect(requestsQuery(minute).text).not.toMatch(/namespace="|namespace=~/)
  })
  test('G1: asks for every bucket of callees once, in two halves', () => {
    const texts = calleeBucketsQueries.map((query) => query(minute).text)
    const [lower, upper] = texts.map((text) => /le(=~|!~)"([^"]+)"/.exec(text))
    expect([lower?.[1], upper?.[1], lower?.[2]]).toEqual(['=~', '!~', upper?.[2]])
  })
  test("leaves never-arrived requests out of callers' histograms", () => {
    const { text } = callerBucketsQuery([{ namespace: 'a', workload: 'x-v1' }], minute)
    expect(text).toContain('destination_workload=~"x-v1"')
    expect(text).toContain('response_flags!~')
  })
  test('of a chart adds what arrived and what never did, and takes percentiles of what arrived only', () => {
    const selectors = [
      { reporter: 'destination', destinationWorkload: 'cart-v1' },
      { reporter: 'source', destinationWorkload: 'cart-v1', neverArrived: true },
    ] as const
    expect(seriesQuery('rps', selectors, 60).text.match(/rate\(/g)).toHaveLength(2)
    expect(seriesQuery('p95', selectors, 60).text.match(/rate\(/g)).toHaveLength(1)
    expect(seriesQuery('p95', selectors, 60).text).toMatch(/^histogram_quantile\(0\.95,sum by \(le\)/)
  })
})

const minute = { seconds: 60, extra: [] }

const labels = {
  reporter: 'destination',
  source_workload: 'front-v1',
  source_workload_namespace: 'shop',
  destination_workload: 'cart-v1',
  destination_workload_namespace: 'shop',
  request_protocol: 'http',
  response_code: '200',
  response_flags: '-',
}
const row = (value: string, metric: Record<string, string> = labels) => ({
  metric,
  value: [1, value] as [number, string],
})

describe('G20: a chart of an aggregate', () => {
  const selector = (value: string) =>
    ({ reporter: 'destination', aggregate: { label: 'request_operation', value } }) as const
  test('asks for its value only, escaped; without a value for series that have none', () => {
    expect(seriesQuery('rps', [selector('a"b')], 60).text).toContain(String.raw`request_operation="a\"b"`)
    expect(seriesQuery('rps', [selector('unknown')], 60).text).toContain('request_operation=~"|unknown"')
  })
  test('takes no label that is none', () => {
    const aggregate = { label: 'a"}', value: 'x' }
    expect(() => seriesQuery('rps', [{ reporter: 'source', aggregate }], 60)).toThrow('not the name of a label')
  })
})

describe('values', () => {
  test.each([
    ['+Inf', Infinity],
    ['-Inf', -Infinity],
    ['NaN', Number.NaN],
    ['', Number.NaN],
    ['1.5e3', 1_500],
    ['abc', Number.NaN],
  ])('%s is %s', (text, value) => {
    expect(parseValue(text)).toBe(value)
  })
  test('T9: rows that are no finite, positive rate are left out', () => {
    const rows = ['NaN', '+Inf', '-Inf', '-1', '0', '2'].map((value) => row(value))
    expect(toRequests({ rows }).map(({ perSecond }) => perSecond)).toEqual([0, 2])
  })
  test('T9: whatever Prometheus answers, no number in a sample is NaN or infinite', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.double().map(String))), (values) => {
        for (const { perSecond } of toRequests({ rows: values.map((value) => row(value)) }))
          expect(perSecond).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

describe('rows', () => {
  test('G20: of an aggregated graph carry the value of its label, unknown where they have none', () => {
    const aggregate = configuredLabel('request_operation')
    const rows = [row('1', { ...labels, request_operation: 'GET /a"}' }), row('1')]
    expect(toRequests({ rows, aggregate }).map((sample) => sample.aggregate)).toEqual(['GET /a"}', 'unknown'])
    expect(toRequests({ rows })[0]).not.toHaveProperty('aggregate')
    expect(requestsQuery({ seconds: 60, extra: [aggregate] }).text).toContain('sum by (request_operation,reporter')
  })
  test.each(['a"}', 'a b', '', '1a', 'a,b', 'a)'])('%j is no label to aggregate by', (text) => {
    expect(() => configuredLabel(text)).toThrow('not the name of a label')
  })
  test('without a label say unknown, and those of another reporter are none of ours', () => {
    const [sample] = toRequests({ rows: [row('1', { reporter: 'source' })] })
    expect(sample).toMatchObject({ sourceWorkload: 'unknown', destinationService: 'unknown', code: '0', flags: '-' })
    expect(toRequests({ rows: [row('1', { reporter: 'waypoint' })] })).toEqual([])
  })
  test('a gRPC status belongs to gRPC only', () => {
    const grpc = { ...labels, request_protocol: 'grpc', grpc_response_status: '14' }
    const rows = [row('1', grpc), row('1', { ...labels, grpc_response_status: '14' })]
    expect(toRequests({ rows })).toMatchObject([{ grpcStatus: '14' }, { grpcStatus: null }])
  })
  test('a name from a Host header is cut to a bearable length', () => {
    const [sample] = toRequests({ rows: [row('1', { ...labels, destination_service: 'x'.repeat(10_000) })] })
    expect(sample?.destinationService).toHaveLength(253)
  })
  test('parts of one query come apart again', () => {
    const parts = [row('10', { ...labels, part: 'sum' }), row('2', { ...labels, part: 'count' })]
    expect(toLatencyTotals({ rows: parts })).toMatchObject([
      { millisecondsPerSecond: 10, requestsPerSecond: 0 },
      { millisecondsPerSecond: 0, requestsPerSecond: 2 },
    ])
    const rows = ['sent', 'received', 'opened', 'refused'].map((part) => row('1', { ...labels, part }))
    expect(toTcp({ rows }).map(({ direction }) => direction)).toEqual(['sent', 'received', 'opened', 'refused'])
  })
  test('bytes and messages of one query come apart again', () => {
    const rows = ['request', 'response', 'sent', 'received'].map((part) => row('3', { ...labels, part }))
    const told = toThroughput({ rows })
    expect(told.map(({ of }) => of)).toEqual(['bytes', 'bytes', 'messages', 'messages'])
    expect(told.slice(2).map(({ sample }) => sample)).toMatchObject([{ direction: 'sent' }, { direction: 'received' }])
  })
  test('buckets of one histogram come together, those of different callers do not', () => {
    const bucket = (le: string, workload: string) => row('1', { ...labels, source_workload: workload, le })
    const rows = [bucket('5', 'a'), bucket('5', 'b'), bucket('+Inf', 'a'), bucket('+Inf', 'b')]
    const histograms = toHistograms('destination')({ rows })
    expect(histograms.map(({ sourceWorkload, buckets }) => [sourceWorkload, buckets])).toEqual([
      [
        'a',
        [
          [5, 1],
          [Infinity, 1],
        ],
      ],
      [
        'b',
        [
          [5, 1],
          [Infinity, 1],
        ],
      ],
    ])
  })
  test('an answer of another shape is refused', () => {
    const answer = (metric: unknown) => ({
      status: 'success',
      data: { resultType: 'vector', result: [{ metric, value: [1, '1'] }] },
    })
    expect(vectorAnswer.safeParse(answer({ a: 'b' })).success).toBe(true)
    expect(vectorAnswer.safeParse(answer({ a: 1 })).success).toBe(false)
    expect(vectorAnswer.safeParse(answer(null)).success).toBe(false)
  })
})

describe('points of a chart', () => {
  test('stand at their moments; gaps and NaN are null', () => {
    const range = { start: 100, end: 130, stepSeconds: 10, rateSeconds: 60 }
    expect(
      mapPoints(
        [
          [100, '1'],
          [120, 'NaN'],
          [130, '4'],
        ],
        range,
      ),
    ).toEqual({
      times: [100, 110, 120, 130],
      values: [1, null, null, 4],
    })
  })
})
