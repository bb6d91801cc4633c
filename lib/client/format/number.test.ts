import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesPerSecond, counted, duration, percent, perSecond, significant, text } from './number.ts'
import { age, clockTime } from './time.ts'

describe('numbers on the screen', () => {
  it.each([
    [0, '0'],
    [0.004, '<0.01'],
    [0.4, '0.4'],
    [4.26, '4.26'],
    [118.4, '118'],
    [3_870, '3,870'],
  ])('writes %s as %s', (value, written) => expect(significant(value)).toBe(written))

  it.each([
    [null, 'n/a'],
    [0, '0/s'],
    [0.42, '0.4/s'],
    [4.27, '4.3/s'],
    [118.4, '118/s'],
    [1_234, '1,234/s'],
  ])('writes a rate of %s as %s', (value, written) => expect(text(perSecond(value))).toBe(written))

  it.each([
    [null, 'n/a'],
    [0, '0.0 %'],
    [0.0002, '<0.1 %'],
    [0.071, '7.1 %'],
    [0.9996, '>99.9 %'],
    [1, '100 %'],
  ])('writes a share of %s as %s', (value, written) => expect(text(percent(value))).toBe(written))

  it.each([
    [null, 'n/a'],
    [0.5, '0.5 ms'],
    [4.26, '4.3 ms'],
    [38.4, '38 ms'],
    [999.7, '1.00 s'],
    [1_240, '1.24 s'],
    [12_400, '12.4 s'],
    [125_000, '2 min 5 s'],
  ])('writes %s ms as %s', (value, written) => expect(text(duration(value))).toBe(written))

  it.each([
    [null, 'n/a'],
    [512, '512 B/s'],
    [84_300, '84 kB/s'],
    [2_500_000, '2.5 MB/s'],
  ])('writes %s bytes as %s', (value, written) => expect(text(bytesPerSecond(value))).toBe(written))

  it('never calls a share complete or zero that is not', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (ratio) => {
        const { value } = percent(ratio)
        expect(value === '100').toBe(ratio * 100 === 100)
        expect(value === '0.0').toBe(ratio === 0)
      }),
    )
  })

  it('counts in words', () => {
    expect(counted(1, 'edge')).toBe('1 edge')
    expect(counted(1_200, 'edge')).toBe('1,200 edges')
  })

  it('tells ages and times of day', () => {
    expect(age(4_900)).toBe('4 s')
    expect(age(180_000)).toBe('3 min')
    expect(age(7_200_000)).toBe('2 h')
    expect(clockTime(Date.UTC(2026, 10, 24, 14, 36, 5))).toBe('14:36:05')
  })
})
