import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { durationMs } from './primitives.ts'

describe('durations', () => {
  test.each([
    ['5s', 5_000],
    ['1m30s', 90_000],
    ['250ms', 250],
    ['1.5h', 5_400_000],
    ['100us', 0.1],
    ['0s', 0],
    ['0', 0],
  ])('%s is %d ms', (text, ms) => {
    expect(durationMs(text)).toBeCloseTo(ms, 9)
  })
  test.each(['', '5', 's', '5 s', '-1s', '5S', '1d', '1m30'])('%j is no duration', (text) => {
    expect(durationMs(text)).toBeUndefined()
  })
  test('parts add up in any combination', () => {
    fc.assert(
      fc.property(fc.nat(999), fc.nat(59), fc.nat(999), (hours, minutes, ms) => {
        expect(durationMs(`${hours}h${minutes}m${ms}ms`)).toBeCloseTo(hours * 3_600_000 + minutes * 60_000 + ms, 6)
      }),
    )
  })
})
