import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { beforeAfter, firstBadMoment, lastBefore, restAndRange, type TimelineSeries } from './first-bad-moment.ts'

const series = (given: Partial<TimelineSeries>, length = 10): TimelineSeries => {
  const flat = (value: number) => Array.from({ length }, () => value)
  return {
    times: Array.from({ length }, (_, index) => 100 + index * 15),
    rps: flat(10),
    errorRps: flat(0),
    p50: flat(5),
    p95: flat(20),
    ...given,
  }
}

describe('the first bad moment (TL2, TL4)', () => {
  it('is when errors leave what was usual and stay there', () => {
    const errorRps = [0, 0, 0, 0, 0, 0.7, 0.7, 0.7, 0.7, 0.7]
    expect(firstBadMoment(series({ errorRps }))).toEqual({
      at: 175,
      what: 'errors',
      before: 0,
      after: expect.closeTo(0.07) as number,
    })
  })
  it('is not one value alone, nor errors that were there all along', () => {
    expect(firstBadMoment(series({ errorRps: [0, 0, 0, 0, 0.9, 0, 0, 0, 0, 0] }))).toBeNull()
    expect(firstBadMoment(series({ errorRps: Array.from({ length: 10 }, () => 0.7) }))).toBeNull()
  })
  it('is the slowness where that came first', () => {
    const given = { p95: [20, 20, 20, 20, 90, 90, 90, 90, 90, 90], errorRps: [0, 0, 0, 0, 0, 0, 0, 1, 1, 1] }
    expect(firstBadMoment(series(given))).toMatchObject({ what: 'p95', at: 160, before: 20, after: 90 })
  })
  it('is none of a series that says nothing, and always a moment of the series', () => {
    const value = fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { nil: null })
    const values = fc.array(value, { minLength: 10, maxLength: 10 })
    fc.assert(
      fc.property(values, values, values, (rps, errorRps, p95) => {
        const given = series({ rps, errorRps, p95 })
        const bad = firstBadMoment(given)
        if (bad !== null) expect(given.times.slice(3)).toContain(bad.at)
      }),
    )
    const silent = Array.from({ length: 10 }, () => null)
    expect(firstBadMoment(series({ rps: silent, p95: silent }))).toBeNull()
  })
  it('parts before and after by means, and says where nothing was reported', () => {
    const given = series({ rps: [10, 10, null, 4, 4], errorRps: [0, 0, null, 2, 2], p95: [null, null, null, 8, 8] }, 5)
    expect(beforeAfter(given, 145)).toEqual([
      { name: 'rps', before: 10, after: 4 },
      { name: 'errors', before: 0, after: 0.5 },
      { name: 'p50', before: 5, after: 5 },
      { name: 'p95', before: null, after: 8 },
    ])
  })
  it('holds the values in a brush against the rest of the time (TL5)', () => {
    const given = series({ rps: [10, 4, 6, 20, null], errorRps: [0, 1, 1, 0, null] }, 5)
    const [rps, errors] = restAndRange(given, { from: 115, to: 130 })
    expect(rps).toEqual({ name: 'rps', before: 15, after: 5 })
    expect(errors).toEqual({ name: 'errors', before: 0, after: expect.closeTo((1 / 4 + 1 / 6) / 2) as number })
  })
  it('follows the last change of the five minutes before', () => {
    const changes = [{ at: 10 }, { at: 400 }, { at: 450 }, { at: 600 }]
    expect(lastBefore(changes, 500)).toEqual({ at: 450 })
    expect(lastBefore(changes, 390)).toBeNull()
  })
})
