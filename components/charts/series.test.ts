import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chartRows, niceTicks, timeTicks } from './series.ts'

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

describe('timeTicks', () => {
  it.each([
    [60 * 7, 60 * 22 + 20, [600, 900, 1_200]],
    [0, 3_600, [0, 900, 1_800, 2_700, 3_600]],
    [30, 30 + 86_400, [21_600, 43_200, 64_800, 86_400]],
    [5, 65, []],
  ])('between %d and %d stand round moments', (from, to, ticks) => {
    expect(timeTicks(from, to)).toEqual(ticks)
  })
  it('any span has few, all within it', () => {
    for (let span = 120; span < 40 * 86_400; span = Math.ceil(span * 1.37)) {
      const ticks = timeTicks(1_000_003, 1_000_003 + span)
      expect(ticks.length).toBeLessThanOrEqual(5)
      expect(ticks.every((tick) => tick >= 1_000_003 && tick <= 1_000_003 + span)).toBe(true)
    }
  })
})
