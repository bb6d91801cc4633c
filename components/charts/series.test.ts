import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chartRows, niceTicks } from './series.ts'

describe('chart data', () => {
  it('keeps a gap a gap', () => {
    const line = { id: 'p95', name: 'p95', colour: 'series-5', values: [1, null] } as const
    expect(chartRows({ times: [10, 20, 30], lines: [line] })).toEqual([
      { time: 10, p95: 1 },
      { time: 20, p95: null },
      { time: 30, p95: null },
    ])
  })

  it('has round ticks from zero to above the most, five at most', () => {
    expect(niceTicks(118)).toEqual([0, 50, 100, 150])
    expect(niceTicks(0)).toEqual([0, 1])
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (most) => {
        const ticks = niceTicks(most)
        expect(ticks[0]).toBe(0)
        expect(ticks.at(-1)! * 1.000_01).toBeGreaterThanOrEqual(most)
        expect(ticks.length).toBeLessThanOrEqual(5)
      }),
    )
  })
})
