import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { increasesSince } from './counter-increase.ts'
import { wilsonInterval } from './interval.ts'
import { shareSeries } from './share-series.ts'
import { judge, pendingVerification, superseded, type VerificationInput } from './verification.ts'

const base: VerificationInput = {
  unit: 'requests',
  slices: [
    { name: 'v1', target: 0.5, count: 130 },
    { name: 'v2', target: 0.5, count: 120 },
  ],
  acknowledgement: { type: 'all' },
  elapsedSeconds: 20,
  sticky: false,
  earlierRules: [],
}
const split = (v1: number, v2: number) => [
  { name: 'v1', target: 0.5, count: v1 },
  { name: 'v2', target: 0.5, count: v2 },
]
const waiting = { type: 'waiting', proxies: ['productpage-v1.bookinfo'], total: 7 } as const

describe('a verification', () => {
  it('R21 converges with 200 requests and every target inside its interval', () => {
    expect(judge(base)).toMatchObject({ state: 'converged', n: 250, cause: null })
  })

  it.each([
    ['proxies-not-synced', { acknowledgement: waiting }],
    ['no-traffic', { slices: split(0, 0) }],
    ['too-few-requests', { slices: split(50, 50) }],
    ['split-differs', { slices: split(900, 100) }],
    ['sticky-sessions', { slices: split(900, 100), sticky: true }],
    ['earlier-rule', { slices: split(900, 100), earlierRules: ['testers'] }],
  ])('R22 R23 is pending before the deadline and names %s after it', (cause, change) => {
    expect(judge({ ...base, ...change })).toMatchObject({ state: 'pending', cause })
    expect(judge({ ...base, ...change, elapsedSeconds: 901 })).toMatchObject({ state: 'not-converging', cause })
  })

  it('R22 says how long the missing requests will take', () => {
    expect(judge({ ...base, slices: split(50, 50) }).reason).toContain('20 s')
  })

  it('R21 accepts a last request in flight to a destination that shall get nothing', () => {
    const slices = [
      { name: 'v1', target: 1, count: 999 },
      { name: 'v2', target: 0, count: 1 },
    ]
    expect(judge({ ...base, slices }).state).toBe('converged')
  })

  it('R24 ends as superseded when a later change replaced its weights, and only while pending', () => {
    const pending = pendingVerification([{ name: 'v1', target: 1 }])
    expect(superseded(pending, '12')).toMatchObject({ state: 'not-converging', cause: 'superseded' })
    const done = judge(base)
    expect(superseded(done, '12')).toBe(done)
  })
})

describe('Wilson’s interval', () => {
  it('R20 matches published values', () => {
    const { low, high } = wilsonInterval(10, 100)
    expect(low).toBeCloseTo(0.0552, 4)
    expect(high).toBeCloseTo(0.1744, 4)
  })

  it('R20 holds the share and stays within 0 and 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, part) => {
        const { share, low, high } = wilsonInterval(Math.round(n * part), n)
        expect(low >= 0 && low <= share && share <= high && high <= 1).toBe(true)
      }),
    )
    expect(wilsonInterval(0, 0)).toEqual({ share: 0, low: 0, high: 1 })
  })
})

describe('growth of counters', () => {
  const readings = (...values: [number, number][]) => values.map(([time, value]) => ({ time, value }))
  const counter = (target: string, ...values: [number, number][]) => ({ target, readings: readings(...values) })

  it.each([
    ['counts from the first reading after the moment', readings([0, 100], [5, 150], [10, 180]), 30],
    ['counts a restart from 0', readings([0, 10], [5, 20], [10, 4], [15, 9]), 9],
    ['is 0 without a reading after it', readings([0, 10]), 0],
    ['is 0 without a second reading', readings([0, 10], [5, 20]), 0],
  ])('R19 %s', (...[, series, expected]) => {
    expect(increasesSince([{ target: 'a', readings: series }], 3)).toEqual([expected])
  })

  it('R19 counts a counter that appears later from 0, over the same span as its neighbours', () => {
    const old = counter('a', [0, 100], [5, 150], [10, 175])
    expect(increasesSince([old, counter('a', [10, 24])], 3)).toEqual([25, 24])
    // Born between the moment and the first reading: what came before that reading is counted for neither.
    expect(increasesSince([old, counter('a', [5, 10], [10, 34])], 3)).toEqual([25, 24])
  })

  it('R19 begins for each target by itself', () => {
    expect(increasesSince([counter('a', [4, 1], [9, 5]), counter('b', [6, 1], [11, 8])], 3)).toEqual([4, 7])
  })

  it('R19 keeps a 50:50 split 50:50 whenever the second destination is new', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 4 }), (since, rate) => {
        const times = Array.from({ length: 30 }, (_, step) => step * 5 + 2)
        const after = (time: number) => Math.max(0, time - since) * rate
        const first = { target: 'a', readings: times.map((time) => ({ time, value: 1000 + after(time) })) }
        const second = {
          target: 'a',
          readings: times.flatMap((time) => (after(time) > 0 ? [{ time, value: after(time) }] : [])),
        }
        const [one, two] = increasesSince([first, second], since)
        expect(one).toBe(two)
      }),
    )
  })
})

describe('the split over time', () => {
  it('R20 follows a shift and is empty without requests', () => {
    const times = Array.from({ length: 13 }, (_, step) => step * 5)
    const grows = (early: number, late: number) => ({
      target: 'a',
      readings: times.map((time) => ({ time, value: Math.min(time, 30) * early + Math.max(0, time - 30) * late })),
    })
    const range = { from: 20, to: 60, stepSeconds: 20, windowSeconds: 20 }
    const points = shareSeries([grows(9, 5), grows(1, 5)], [0, 1], { range, destinations: 2 })
    expect(points.map(({ shares }) => shares[1]?.share)).toEqual([0.1, 0.3, 0.5])
    expect(shareSeries([], [], { range, destinations: 1 })[0]).toEqual({ time: 20, n: 0, shares: [null] })
  })
})
