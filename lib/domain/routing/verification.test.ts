import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { increaseSince } from './counter-increase.ts'
import { wilsonInterval } from './interval.ts'
import { judge, pendingVerification, superseded, type VerificationInput } from './verification.ts'

const base: VerificationInput = {
  slices: [
    { name: 'v1', target: 0.5, count: 130 },
    { name: 'v2', target: 0.5, count: 120 },
  ],
  acknowledgement: { type: 'all' },
  elapsedSeconds: 20,
  deadlineSeconds: 120,
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
    expect(judge({ ...base, ...change, elapsedSeconds: 121 })).toMatchObject({ state: 'not-converging', cause })
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

describe('growth of a counter', () => {
  const readings = (...values: [number, number][]) => values.map(([at, value]) => ({ at, value }))

  it.each([
    ['counts from the first reading after the moment', readings([0, 100], [5, 150], [10, 180]), 3, 30],
    ['counts a series born after it from 0', readings([5, 40], [10, 90]), 3, 90],
    ['counts a restart from 0', readings([0, 10], [5, 20], [10, 4], [15, 9]), 3, 9],
    ['is 0 without a reading after it', readings([0, 10]), 3, 0],
    ['is 0 without a second reading of an old series', readings([0, 10], [5, 20]), 3, 0],
  ])('R19 %s', (...[, series, since, expected]) => {
    expect(increaseSince(series, since)).toBe(expected)
  })
})
