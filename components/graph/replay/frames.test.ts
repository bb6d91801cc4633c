import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { followingFrame, frameAt, framesOf, stepOf, unhealthyBands } from './frames.ts'

const ranges = fc
  .record({
    from: fc.integer({ min: 1_600_000_000, max: 1_800_000_000 }),
    length: fc.integer({ min: 60, max: 86_400 }),
  })
  .map(({ from, length }) => ({ from, to: from + length }))

describe('the frames of a replay', () => {
  it.each([
    [300, 5],
    [900, 15],
    [3_600, 60],
    [21_600, 600],
  ])('of %i s are %i s apart', (length, step) => {
    expect(stepOf({ from: 0, to: length })).toBe(step)
  })

  it('lie within the interval, in order, on whole steps, and are not too many', () => {
    fc.assert(
      fc.property(ranges, (range) => {
        const frames = framesOf(range)
        const step = stepOf(range)
        expect(frames.length).toBeLessThanOrEqual(61)
        expect(frames.every((frame) => frame % step === 0 && frame >= range.from && frame <= range.to)).toBe(true)
        expect(frames).toEqual(frames.toSorted((a, b) => a - b))
      }),
    )
  })

  it('are found again by their moment', () => {
    fc.assert(
      fc.property(ranges, fc.nat({ max: 60 }), (range, pick) => {
        const frames = framesOf(range)
        const index = Math.min(pick, frames.length - 1)
        expect(frameAt(frames, frames[index] ?? null)).toBe(index)
      }),
    )
    expect(frameAt([10, 20, 30], null)).toBe(2)
    expect(frameAt([10, 20, 30], 21)).toBe(1)
  })

  it('begin again after the last', () => {
    expect(followingFrame(0, 3)).toBe(1)
    expect(followingFrame(2, 3)).toBe(0)
  })
})

describe('unhealthy stretches', () => {
  it('go from the first bad moment to the first good one, and to the end while it goes on', () => {
    const times = [0, 10, 20, 30, 40]
    const bands = unhealthyBands({ times, failedRatio: [0, 0.2, 0, null, 0.3] }, { from: 0, to: 40 })
    expect(bands).toEqual([
      { start: 0.25, end: 0.5 },
      { start: 1, end: 1 },
    ])
  })

  it('are none where nothing failed or nothing is known', () => {
    expect(unhealthyBands({ times: [0, 10], failedRatio: [null, 0] }, { from: 0, to: 10 })).toEqual([])
  })
})
