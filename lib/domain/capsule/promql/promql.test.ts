import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileQuery, type FrozenMetrics } from './evaluate.ts'
import { parseQuery } from './parse.ts'
import { quantileOf } from './quantile.ts'
import { latestAt, rateAt } from './rate.ts'

type Pairs = readonly (readonly [seconds: number, value: number])[]
const points = (...pairs: Pairs) => ({
  times: Float64Array.from(pairs, ([seconds]) => seconds * 1_000),
  values: Float64Array.from(pairs, ([, value]) => value),
})

describe('rate, as Prometheus counts it (CA7)', () => {
  const cases: readonly (readonly [string, Pairs, number | null])[] = [
    ['fewer than two values are none', [[50, 3]], null],
    [
      'a steady counter',
      [
        [0, 100],
        [15, 130],
        [30, 160],
        [45, 190],
        [60, 220],
      ],
      2,
    ],
    [
      'scrapes near the ends reach to them',
      [
        [5, 100],
        [20, 115],
        [35, 130],
        [50, 145],
      ],
      1,
    ],
    [
      'scrapes far from the ends reach half a distance',
      [
        [25, 100],
        [30, 105],
        [35, 110],
      ],
      0.25,
    ],
    [
      'a reset counts from zero',
      [
        [0, 90],
        [15, 105],
        [30, 5],
        [45, 20],
        [60, 35],
      ],
      50 / 60,
    ],
    [
      'never below zero at the beginning',
      [
        [10, 1],
        [20, 11],
        [30, 21],
        [40, 31],
        [50, 41],
        [60, 51],
      ],
      51 / 60,
    ],
  ]
  test.each(cases)('%s', (_name, pairs, expected) => {
    const rate = rateAt(points(...pairs), 60_000, 60_001)
    if (expected === null) expect(rate).toBeNull()
    else expect(rate).toBeCloseTo(expected, 3)
  })

  test('is never negative and never more than the whole increase could be', () => {
    const scrapes = fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 1_000 })), {
      minLength: 2,
      maxLength: 60,
    })
    fc.assert(
      fc.property(scrapes, (steps) => {
        let seconds = 0
        const made = points(...steps.map(([step, value]) => [(seconds += step), value] as const))
        const rate = rateAt(made, seconds * 1_000, seconds * 1_000) ?? 0
        const most = steps.reduce((sum, [, value]) => sum + value, 0)
        expect(rate).toBeGreaterThanOrEqual(0)
        expect(rate * seconds).toBeLessThanOrEqual(most * (seconds + 60))
      }),
    )
  })

  test('the latest value is of the last five minutes', () => {
    const made = points([10, 1], [20, 2])
    expect(latestAt(made, 20_000)).toBe(2)
    expect(latestAt(made, 19_000)).toBe(1)
    expect(latestAt(made, 9_000)).toBeNull()
    expect(latestAt(made, 320_000)).toBeNull()
  })
})

describe('histogram_quantile, as Prometheus interpolates it', () => {
  const buckets = [
    { upper: Infinity, count: 10 },
    { upper: 1, count: 2 },
    { upper: 5, count: 6 },
    { upper: 10, count: 9 },
  ]
  test.each([
    [0.1, 0.5],
    [0.5, 4],
    [0.9, 10],
    [0.99, 10],
  ])('of %s is %s', (q, expected) => {
    expect(quantileOf(q, buckets)).toBeCloseTo(expected)
  })
  test.each([
    ['no bucket', []],
    ['no +Inf bucket', [{ upper: 1, count: 2 }]],
    ['nothing observed', buckets.map(({ upper }) => ({ upper, count: 0 }))],
  ])('of %s is no number', (_name, given) => {
    expect(quantileOf(0.5, given)).toBeNaN()
  })
})

const metrics: FrozenMetrics = new Map([
  [
    'calls',
    [
      { labels: { from: 'a', to: 'b', code: '200' }, ...points([0, 0], [30, 30], [60, 60]) },
      { labels: { from: 'a', to: 'c', code: '500' }, ...points([0, 0], [30, 60], [60, 120]) },
      { labels: { from: 'x', to: 'c', code: '200' }, ...points([0, 0], [30, 90], [60, 180]) },
    ],
  ],
  ['up', [{ labels: { from: 'a' }, ...points([60, 1]) }]],
])
const ask = (query: string) =>
  compileQuery(
    parseQuery(query),
    metrics,
  )(60_000).map(({ labels, value }) => [labels, Number(value.toFixed(6))] as const)

describe('a query', () => {
  test.each<[string, unknown]>([
    ['sum(rate(calls[61s]))', [[{}, 5.901639]]],
    [
      'sum by (from) (rate(calls{code!~"5.."}[61s]))',
      [
        [{ from: 'a' }, 0.983607],
        [{ from: 'x' }, 2.95082],
      ],
    ],
    ['sum by (from,gone) (rate(calls{to="c",code=~"5..|0"}[61s]))', [[{ from: 'a' }, 1.967213]]],
    ['label_replace(sum(rate(calls{to!="c"}[61s])),"part","one","","")', [[{ part: 'one' }, 0.983607]]],
    ['up or up', [[{ from: 'a' }, 1]]],
    ['(sum by (from) (rate(calls[61s]))) and on (from) up', [[{ from: 'a' }, 2.95082]]],
    ['(sum(rate(calls{to="b"}[61s])) / sum(rate(calls[61s])))', [[{}, 0.166667]]],
    ['sum(rate(nothing[1m]))', []],
  ])('%s', (query, expected) => {
    expect(ask(query)).toEqual(expected)
  })

  test.each([
    '',
    'sum(',
    'rate(calls)',
    'calls[1m',
    'calls{a=~b}',
    'max(calls)',
    'calls or',
    'label_replace(calls,"a","b","c","d")',
    '('.repeat(200),
  ])('of another form is refused with a sentence: %s', (query) => {
    expect(() => parseQuery(query)).toThrow(/^The query /)
  })

  test('whatever it is, is answered or refused', () => {
    const piece = fc.constantFrom(
      'sum',
      'rate',
      'calls',
      '(',
      ')',
      '[1m]',
      '{',
      '}',
      'a',
      '=',
      '"x"',
      'or',
      'and',
      'on',
      '/',
      ',',
      '0.5',
      '\\',
      '"',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        try {
          ask(pieces.join(' '))
        } catch (error) {
          expect(String(error)).toMatch(/^Error: The query /)
        }
      }),
    )
  })
})
