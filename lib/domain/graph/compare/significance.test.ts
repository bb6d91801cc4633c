import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SeededRandom } from '../../../../test/support/random.ts'
import { adjustForMany, compareCounts, compareRanks, compareShares } from './significance.ts'

describe('tests against values worked out elsewhere', () => {
  // 15 of 100 against 30 of 100: z = 2.5394, p = 0.01111.
  test('C2: two shares of many', () => {
    expect(compareShares({ hits: 15, of: 100 }, { hits: 30, of: 100 })).toEqual({
      test: 'two-proportions',
      pValue: expect.closeTo(0.0111, 4),
    })
  })
  // Fisher's tea: 3 of 4 against 1 of 4 is 34/70.
  test('C2: two shares of few are compared exactly', () => {
    expect(compareShares({ hits: 3, of: 4 }, { hits: 1, of: 4 })).toEqual({
      test: 'fisher-exact',
      pValue: expect.closeTo(34 / 70, 9),
    })
  })
  // 2 heads or fewer, or 8 or more, of 10 fair tosses: 112/1024.
  test('C4: two counts are tosses of a coin', () => {
    expect(compareCounts(2, 8).pValue).toBeCloseTo(112 / 1_024, 9)
    expect(compareCounts(0, 6).pValue).toBeCloseTo(2 / 64, 9)
    expect(compareCounts(600, 700).pValue).toBeCloseTo(0.006, 3)
  })
  // Values 1,2,3 against 4,5,6: U = 9, z = (4.5 - 0.5) / sqrt(5.25) = 1.7457, p = 0.0809.
  test('C3: ranks without ties', () => {
    const { pValue, later } = compareRanks([1, 1, 1, 0, 0, 0], [0, 0, 0, 1, 1, 1])
    expect(later).toBe(1)
    expect(pValue).toBeCloseTo(0.0809, 3)
  })
  // Benjamini and Hochberg (1995), their example's first four of fifteen are below 0.05 after adjustment.
  test('C5: the correction of the paper that it is from', () => {
    const p = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
    ]
    expect(adjustForMany(p).filter((value) => value < 0.05)).toHaveLength(4)
    expect(adjustForMany([0.03])).toEqual([0.03])
    expect(adjustForMany([])).toEqual([])
  })
})

const count = fc.integer({ min: 0, max: 5_000 })

describe('tests of anything', () => {
  test('give a probability, the same whichever side comes first', () => {
    fc.assert(
      fc.property(fc.tuple(count, count, count, count), ([a, b, c, d]) => {
        const [left, right] = [
          { hits: Math.min(a, b), of: Math.max(a, b) },
          { hits: Math.min(c, d), of: Math.max(c, d) },
        ]
        for (const [there, back] of [
          [compareShares(left, right), compareShares(right, left)],
          [compareCounts(a, b), compareCounts(b, a)],
          [compareRanks([a, b, 1], [c, d, 1]), compareRanks([c, d, 1], [a, b, 1])],
        ]) {
          expect(there?.pValue).toBeGreaterThanOrEqual(0)
          expect(there?.pValue).toBeLessThanOrEqual(1)
          expect(back?.pValue).toBeCloseTo(there?.pValue ?? Number.NaN, 6)
        }
      }),
    )
  })
  test('find nothing between equals', () => {
    fc.assert(
      fc.property(fc.array(count, { minLength: 1, maxLength: 20 }), (counts) => {
        expect(compareRanks(counts, counts).pValue).toBeGreaterThan(0.99)
      }),
    )
  })
  test('C5: the correction never makes a p-value smaller and keeps their order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (values) => {
        const adjusted = adjustForMany(values)
        for (const [place, value] of values.entries()) expect(adjusted[place]).toBeGreaterThanOrEqual(value)
        for (const [i, x] of values.entries())
          for (const [j, y] of values.entries())
            if (x <= y) expect(adjusted[i]).toBeLessThanOrEqual((adjusted[j] ?? 1) + 1e-12)
      }),
      { numRuns: 50 },
    )
  })
  test('at 5 % are wrong about equal traffic in about one of twenty cases', () => {
    const random = new SeededRandom(7)
    const draws = 2_000
    let shares = 0
    let counts = 0
    let ranks = 0
    for (let draw = 0; draw < draws; draw++) {
      const histogram = () => [9, 30, 40, 15, 6].map((mean) => random.poisson(mean))
      if (compareCounts(random.poisson(200), random.poisson(200)).pValue < 0.05) counts += 1
      if (compareRanks(histogram(), histogram()).pValue < 0.05) ranks += 1
      const hits = () => ({ hits: random.poisson(20), of: 400 })
      if (compareShares(hits(), hits()).pValue < 0.05) shares += 1
    }
    for (const wrong of [shares, counts, ranks]) expect(wrong / draws).toBeLessThan(0.065)
    for (const wrong of [shares, counts, ranks]) expect(wrong / draws).toBeGreaterThan(0.025)
  })
})
