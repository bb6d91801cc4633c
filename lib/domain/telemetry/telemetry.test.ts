import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { requestSample } from '../../../test/support/telemetry.ts'
import { addBucket, quantile, type Buckets } from './histogram.ts'
import { completerFrom } from './identity-of-workloads.ts'
import { mergeRequests } from './merge-requests.ts'
import { reportingOf } from './reporting.ts'
import { neverArrived, neverArrivedPattern } from './response-flags.ts'
import type { RequestSample } from './samples.ts'

const scrapes = { windowSeconds: 60, scrapeSeconds: 5 }

const flagSets = fc
  .uniqueArray(fc.constantFrom('UH', 'UF', 'UO', 'NR', 'URX', 'UT', 'DC', 'UC', 'UR', 'DI', 'FI', 'RL'), {
    minLength: 1,
  })
  .map((flags) => flags.join(','))

describe('response flags', () => {
  test.each([
    ['-', false],
    ['', false],
    ['UF', true],
    ['UF,URX', true],
    ['URX', false],
    ['UT', false],
    ['DC', false],
    ['NR', true],
    ['UC', false],
  ])('T2: %s never arrived: %s', (flags, expected) => {
    expect(neverArrived(flags)).toBe(expected)
  })
  test('T2: PromQL and the graph agree on what never arrived', () => {
    const pattern = new RegExp(`^(?:${neverArrivedPattern})$`)
    fc.assert(fc.property(flagSets, (flags) => pattern.test(flags) === neverArrived(flags)))
  })
})

describe('whose report counts', () => {
  const atSource = { reporter: 'source', connectionSecurityPolicy: 'unknown' } as const
  test("T1: the caller's report of an arrived request is a duplicate", () => {
    const reporting = reportingOf([requestSample(), requestSample(atSource)])
    expect(reporting.partOf(requestSample(atSource))).toBe('duplicate')
    expect(reporting.partOf(requestSample())).toBe('arrived')
  })
  test('T3: without a callee that reports, the caller is believed', () => {
    expect(reportingOf([requestSample(atSource)]).partOf(requestSample(atSource))).toBe('arrived')
  })
  test("T3: a callee's series that stands still does not report", () => {
    const reporting = reportingOf([requestSample({ perSecond: 0 }), requestSample(atSource)])
    expect(reporting.partOf(requestSample(atSource))).toBe('arrived')
  })
  test('T4: a callee that hears from unknown callers may have counted this one', () => {
    const stranger = requestSample({ sourceWorkload: 'unknown', sourceNamespace: 'unknown' })
    expect(reportingOf([stranger, requestSample(atSource)]).partOf(requestSample(atSource))).toBe('duplicate')
  })
  test('protocols are apart: gRPC that nobody hears does not vanish behind HTTP', () => {
    const grpc = requestSample({ ...atSource, protocol: 'grpc' })
    expect(reportingOf([requestSample(), grpc]).partOf(grpc)).toBe('arrived')
  })
})

describe('merged requests', () => {
  test('T5: a timeout shows as the code that the caller saw, with the identity that the callee saw', () => {
    const { calls } = mergeRequests(
      [
        requestSample({ code: '0', flags: 'DC', perSecond: 2 }),
        requestSample({ reporter: 'source', code: '504', flags: 'UT', perSecond: 2, sourcePrincipal: 'unknown' }),
      ],
      scrapes,
    )
    expect(calls).toEqual([
      expect.objectContaining({
        code: '504',
        flags: 'UT',
        perSecond: 2,
        reporter: 'destination',
        sourcePrincipal: 'spiffe://cluster.local/ns/shop/sa/front',
      }),
    ])
  })
  test('T5: clients that really went away stay so', () => {
    const { calls } = mergeRequests(
      [
        requestSample({ code: '0', flags: 'DC', perSecond: 5 }),
        requestSample({ reporter: 'source', code: '504', flags: 'UT', perSecond: 2 }),
      ],
      scrapes,
    )
    const rates = Object.fromEntries(calls.map(({ code, perSecond }) => [code, perSecond]))
    expect(rates).toEqual({ '0': 3, '504': 2 })
  })
})

const perMinute = (count: number, different: Partial<RequestSample> = {}) =>
  requestSample({ ...different, perSecond: count / 60 })
const atCaller = (count: number, different: Partial<RequestSample> = {}) =>
  perMinute(count, { ...different, reporter: 'source' })
const failed = { code: '503' }
const retriesPerMinute = (...samples: readonly RequestSample[]) => {
  const [retries] = mergeRequests(samples, scrapes).retries.values()
  return retries === undefined ? null : Math.round(retries * 60 * 1e6) / 1e6
}

describe('T10: connections that ended before an answer', () => {
  const neverOf = (...samples: readonly RequestSample[]) =>
    mergeRequests(samples, scrapes)
      .calls.filter(({ part }) => part === 'never-arrived')
      .reduce((sum, { perSecond }) => sum + perSecond, 0) * 60
  const lost = { code: '503', flags: 'UC' }
  test.each([
    ['that the callee never heard of never arrived', [perMinute(100), atCaller(100), atCaller(7, lost)], 7],
    [
      'that the callee counted as failed arrived',
      [perMinute(93), perMinute(7, lost), atCaller(93), atCaller(7, lost)],
      0,
    ],
    ['of which the callee counted a part', [perMinute(93), perMinute(4, lost), atCaller(93), atCaller(10, lost)], 6],
    ['two requests are scrapes apart', [perMinute(100), atCaller(100), atCaller(2, lost)], 0],
    ["a timeout is the callee's lost client", [perMinute(100), atCaller(7, { code: '504', flags: 'UC,UT' })], 0],
    [
      'a callee of unknown callers may have counted them',
      [perMinute(9, { sourceWorkload: 'unknown' }), atCaller(9, lost)],
      0,
    ],
  ] as const)('%s', (...[, samples, never]) => expect(neverOf(...samples)).toBeCloseTo(never))
})

describe('T6: retries', () => {
  test.each([
    ['two failed attempts more than failed requests are scrapes apart', 2, 0, 0],
    ['three are retries', 3, 0, 3],
    ['requests that failed at last are not', 10, 10, 0],
    ['with 120 failed requests a scrape of 5 s is worth ten more', 131, 120, 0],
    ['beyond that they are', 133, 120, 13],
    ['fewer attempts than requests are none', 5, 9, 0],
  ] as const)('%s', (...[, attempts, requests, retries]) => {
    const samples = [perMinute(100), perMinute(attempts, failed), atCaller(100), atCaller(requests, failed)]
    expect(retriesPerMinute(...samples)).toBe(retries)
  })
  test("good answers are never retries, however much earlier the callee's counters begin", () => {
    expect(retriesPerMinute(perMinute(1_500), atCaller(1_374))).toBe(0)
    expect(retriesPerMinute(perMinute(1_500), atCaller(1))).toBe(0)
  })
  test('failed answers count over the span that both sides counted', () => {
    // The caller's proxy began at half time: of 100 failed attempts 50 were in its span, 30 of them answered for good.
    const samples = [perMinute(1_000), perMinute(100, failed), atCaller(498), atCaller(30, failed)]
    expect(retriesPerMinute(...samples)).toBe(20)
  })
  test('mirrored requests, which callers do not count, are no retries', () => {
    expect(retriesPerMinute(perMinute(200), atCaller(100))).toBe(0)
  })
  test('are unknown where one side is silent', () => {
    expect(retriesPerMinute(perMinute(100), perMinute(50, failed))).toBeNull()
    expect(retriesPerMinute(atCaller(100), atCaller(50, failed))).toBeNull()
  })
  test('of gRPC are told by its status', () => {
    const grpc = (grpcStatus: string) => ({ protocol: 'grpc', grpcStatus }) as const
    expect(retriesPerMinute(perMinute(100, grpc('0')), perMinute(9, grpc('14')), atCaller(100, grpc('0')))).toBe(9)
  })
  test('a healthy pair shows none wherever its counters begin and restart', () => {
    const count = fc.integer({ min: 1, max: 100_000 })
    fc.assert(
      fc.property(count, count, fc.integer({ min: 0, max: 500 }), (callee, caller, errors) => {
        const samples = [perMinute(callee), perMinute(errors, failed), atCaller(caller), atCaller(errors, failed)]
        expect(retriesPerMinute(...samples)).toBe(0)
      }),
    )
  })
})

const bounds = [0.5, 1, 5, 10, 25, 50, 100, 250, 500, 1_000, Infinity]

/** The histogram of observed values, as a proxy would count them. */
function histogramOf(values: readonly number[]): Buckets {
  return new Map(bounds.map((upper) => [upper, values.filter((value) => value <= upper).length]))
}

const values = fc.array(fc.double({ min: 0, max: 999, noNaN: true }), { minLength: 1, maxLength: 200 })
const quantiles = fc.constantFrom(0.5, 0.95, 0.99)

describe('percentiles', () => {
  test('T8: lie in the bucket of the true percentile', () => {
    fc.assert(
      fc.property(values, quantiles, (observed, q) => {
        const sorted = observed.toSorted((a, b) => a - b)
        const truth = sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? 0
        const upper = bounds.find((bound) => truth <= bound) ?? Infinity
        const lower = bounds[bounds.indexOf(upper) - 1] ?? 0
        const found = quantile(q, histogramOf(observed)) ?? Number.NaN
        expect(found).toBeGreaterThanOrEqual(lower)
        expect(found).toBeLessThanOrEqual(upper === Infinity ? 1_000 : upper)
      }),
    )
  })
  test('T8: of merged histograms are those of all values together', () => {
    fc.assert(
      fc.property(fc.array(values, { minLength: 1, maxLength: 5 }), quantiles, (parts, q) => {
        const merged: Buckets = new Map()
        for (const part of parts) for (const [upper, count] of histogramOf(part)) addBucket(merged, upper, count)
        expect(quantile(q, merged)).toBeCloseTo(quantile(q, histogramOf(parts.flat())) ?? Number.NaN, 9)
      }),
    )
  })
  test.each([
    ['no buckets', []],
    [
      'no requests',
      [
        [1, 0],
        [Infinity, 0],
      ],
    ],
    [
      'no last bucket',
      [
        [1, 5],
        [2, 9],
      ],
    ],
    ['only the last bucket', [[Infinity, 9]]],
  ] as const)('T8: there is none with %s', (_what, buckets) => {
    expect(quantile(0.5, new Map(buckets))).toBeNull()
  })
  test('T9: NaN and infinite counts do not enter a histogram', () => {
    const buckets: Buckets = new Map()
    addBucket(buckets, Number.NaN, 3)
    addBucket(buckets, 5, Number.NaN)
    addBucket(buckets, 5, Infinity)
    expect(buckets.size).toBe(0)
  })
})

describe('lean series', () => {
  test('get the canonical names that requests carry', () => {
    const complete = completerFrom([requestSample()])
    const lean = requestSample({
      sourceCanonicalService: 'unknown',
      destinationCanonicalService: 'unknown',
      destinationCanonicalRevision: 'unknown',
    })
    expect(complete(lean)).toMatchObject({
      sourceCanonicalService: 'front',
      destinationCanonicalService: 'cart',
      destinationCanonicalRevision: 'v1',
    })
  })
  test('of workloads that no request named stay as they are', () => {
    const lean = requestSample({ destinationWorkload: 'other', destinationCanonicalService: 'unknown' })
    expect(completerFrom([requestSample()])(lean).destinationCanonicalService).toBe('unknown')
  })
})
