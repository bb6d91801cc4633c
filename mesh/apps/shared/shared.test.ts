import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAppEnvironment, readUpstream } from './environment.ts'
import { seededRandom, workDuration } from './latency.ts'
import { headersToPropagate, traceIdOf } from './propagation.ts'

describe('the environment of an app', () => {
  it('binds where the platform says and is named by its pod', () => {
    const env = { POD_APP_ADDRESS: '127.16.3.2', POD_NAME: 'reviews-v2-abc', APP_VERSION: 'v2' }
    expect(readAppEnvironment('reviews', env)).toEqual({
      app: 'reviews',
      version: 'v2',
      pod: 'reviews-v2-abc',
      address: '127.16.3.2',
      port: 9080,
      failRatio: 0,
    })
  })

  it("finds a Service by Kubernetes' variables, dashes written as underscores", () => {
    const env = { RATINGS_STORE_SERVICE_HOST: '127.16.3.14', RATINGS_STORE_SERVICE_PORT: '6380' }
    expect(readUpstream('ratings-store', env)).toEqual({ service: 'ratings-store', host: '127.16.3.14', port: 6380 })
  })

  it('says which variable is missing or wrong', () => {
    expect(() => readUpstream('ratings', {})).toThrow('RATINGS_SERVICE_HOST is not set')
    expect(() => readAppEnvironment('details', { APP_PORT: '70000' })).toThrow('APP_PORT is "70000"')
    expect(() => readAppEnvironment('details', { FAIL_RATIO: '10%' })).toThrow('FAIL_RATIO is "10%"')
  })
})

describe('propagation', () => {
  it('passes on trace and user headers and nothing else', () => {
    const kept = headersToPropagate({
      traceparent: 't',
      'x-request-id': 'r',
      'end-user': 'mara',
      cookie: 'c',
      host: 'h',
    })
    expect(kept).toEqual({ traceparent: 't', 'x-request-id': 'r', 'end-user': 'mara' })
  })

  it.each([
    [{ traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' }, '0af7651916cd43dd8448eb211c80319c'],
    [{ b3: '80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1-1' }, '80f198ee56343ba864fe8b2a57d3eff7'],
    [{ 'x-b3-traceid': 'e457b5a2e4d86bd1' }, 'e457b5a2e4d86bd1'],
    [{ traceparent: 'nonsense' }, undefined],
    [{}, undefined],
  ])('reads the trace id of %j', (headers, expected) => {
    expect(traceIdOf(headers)).toBe(expected)
  })
})

describe('workDuration', () => {
  const model = { typicalMs: 10, slowShare: 0.02, slowestMs: 700 }

  it('stays between a part of the typical time and the slowest', () => {
    const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    fc.assert(
      fc.property(unit, unit, (which, within) => {
        const draws = [which, within]
        const ms = workDuration(model, () => draws.shift() ?? 0)
        expect(ms).toBeGreaterThanOrEqual(6)
        expect(ms).toBeLessThanOrEqual(700)
      }),
    )
  })

  it('has a long tail: about the slow share lies far above the median, the same on every run', () => {
    const random = seededRandom('reviews-v2-abc')
    const draws = Array.from({ length: 10_000 }, () => workDuration(model, random)).toSorted((a, b) => a - b)
    const slow = draws.filter((ms) => ms > 25).length / draws.length
    expect(slow).toBeGreaterThan(0.01)
    expect(slow).toBeLessThan(0.03)
    expect(draws[5_000]).toBeLessThan(12)
    const again = seededRandom('reviews-v2-abc')
    expect(again()).toBe(seededRandom('reviews-v2-abc')())
  })
})
