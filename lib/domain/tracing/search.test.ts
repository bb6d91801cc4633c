import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spanOf } from '../../../test/support/spans.ts'
import { attributesOf, tabulateAttributes, type AttributeTable } from './attributes.ts'
import { leastDifference, rankDifferences } from './differences.ts'
import { conventionOf, conventionOfAll, isService } from './service-names.ts'
import { formatTags, parseTags } from './tag-filter.ts'

const named = (value: string) => ({ service: 's', key: 'k', value, namespace: null })

describe('attributes of a trace (TR5)', () => {
  it('are what its spans say, each once by service, without what names a single request', () => {
    const spans = [
      spanOf('a', { service: 'x', operation: 'GET', tags: { version: 'v2', 'guid:x-request-id': '1', flags: '-' } }),
      spanOf('b', { service: 'x', operation: 'GET', tags: { version: 'v2' }, responseFlags: 'UF' }),
    ]
    const found = attributesOf({ traceId: 't', spans, truncatedAt: null })
    expect(found.map(({ key, value }) => `${key}=${value}`)).toEqual([
      'operation=GET',
      'version=v2',
      'response_flags=UF',
    ])
  })

  it('are tabulated unless fewer than three traces or all of them have it', () => {
    const traces = ['abc', 'abc', 'ab', 'a'].map((letters) => letters.split('').map(named))
    expect(tabulateAttributes(traces).attributes.map(({ value, members }) => [value, members])).toEqual([
      ['b', [0, 1, 2]],
    ])
  })
})

const table = (traces: number, ...members: (readonly number[])[]): AttributeTable => ({
  traces,
  attributes: members.map((places, index) => ({ service: 's', key: 'k', value: String(index), members: places })),
})
const upTo = (end: number, start = 0) => Array.from({ length: end - start }, (_, index) => index + start)

describe('what is different (TR6, TR7)', () => {
  it('ranks what all selected have and no other first, and leaves out what chance explains', () => {
    const ranked = rankDifferences(
      table(100, upTo(20), [...upTo(20), ...upTo(60, 40)], upTo(100, 1), [1, 50, 90]),
      new Set(upTo(20)),
    )
    if (ranked.kind !== 'ranked') throw new Error('enough traces were selected')
    expect(ranked.differences.map(({ value }) => value)).toEqual(['0', '1'])
    expect(ranked.differences[0]).toMatchObject({ selected: { share: 1 }, others: { share: 0 }, difference: 1 })
  })

  it('tells attributes of the same traces as one (TR8)', () => {
    const ranked = rankDifferences(table(40, upTo(10), upTo(10)), new Set(upTo(10)))
    expect(ranked).toMatchObject({ differences: [{ value: '0', alike: [{ value: '1' }] }] })
  })

  it.each([
    [4, 'selected'],
    [97, 'others'],
  ])('says nothing about %i of 100 traces', (count, side) => {
    expect(rankDifferences(table(100, upTo(50)), new Set(upTo(count)))).toMatchObject({ kind: 'too-few', side })
  })

  const counts = fc
    .record({ chosen: fc.integer({ min: 5, max: 300 }), others: fc.integer({ min: 5, max: 300 }) })
    .chain(({ chosen, others }) =>
      fc.record({
        chosen: fc.constant(chosen),
        others: fc.constant(others),
        inside: fc.nat(chosen),
        outside: fc.nat(others),
      }),
    )

  it('never promises more than was seen, and the same whichever side is called selected', () => {
    fc.assert(
      fc.property(counts, (given) => {
        const least = leastDifference(given)
        const { chosen, others, inside, outside } = given
        expect(least).toBeGreaterThanOrEqual(0)
        expect(least).toBeLessThanOrEqual(Math.abs(inside / chosen - outside / others) + 1e-12)
        const swapped = leastDifference({ chosen: others, others: chosen, inside: outside, outside: inside })
        expect(swapped).toBeCloseTo(least, 10)
      }),
    )
  })

  it('does not depend on the order of traces', () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { minLength: 12, maxLength: 60 }),
        fc.array(fc.boolean(), { minLength: 60 }),
        (has, chosen) => {
          const members = upTo(has.length).filter((place) => has[place])
          const selected = upTo(has.length).filter((place) => chosen[place])
          const flip = (places: readonly number[]) => places.map((place) => has.length - 1 - place).toReversed()
          const straight = rankDifferences(table(has.length, members), new Set(selected))
          expect(rankDifferences(table(has.length, flip(members)), new Set(flip(selected)))).toEqual(straight)
        },
      ),
    )
  })

  it('grows with the evidence: the same shares of more traces promise more', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 2, max: 9 }), (given, times) => {
        const more = {
          inside: given.inside * times,
          chosen: given.chosen * times,
          outside: given.outside * times,
          others: given.others * times,
        }
        expect(leastDifference(more)).toBeGreaterThanOrEqual(leastDifference(given) - 1e-12)
      }),
    )
  })
})

describe('tags of a search (TR3)', () => {
  it.each([
    ['http.status_code=503', [{ key: 'http.status_code', value: '503' }]],
    [
      ' a=1   b="two words" ',
      [
        { key: 'a', value: '1' },
        { key: 'b', value: 'two words' },
      ],
    ],
    ['url=http://x/?a=b', [{ key: 'url', value: 'http://x/?a=b' }]],
    ['', []],
  ])('read %j', (text, tags) => {
    expect(parseTags(text)).toEqual(tags)
  })

  it.each(['nonsense', 'a=', 'a="open', '1x=2', `a=${'x'.repeat(201)}`, 'a=1 '.repeat(9)])('refuse %j', (text) => {
    expect(parseTags(text)).toEqual({ fault: expect.any(String) as string })
  })

  it('come back as they were written, whatever their values', () => {
    const value = fc
      .array(fc.constantFrom('a', '"', '\\', ' ', '=', '\n', 'é'), { minLength: 1, maxLength: 15 })
      .map((letters) => letters.join(''))
    fc.assert(
      fc.property(fc.array(fc.record({ key: fc.constantFrom('a', 'b.c', 'd/e'), value }), { maxLength: 8 }), (tags) => {
        expect(parseTags(formatTags(tags))).toEqual(tags)
      }),
    )
  })
})

describe('names of services (TR1, TR2)', () => {
  it.each([
    ['reviews.bookinfo', 'app.namespace'],
    ['reviews', 'bare name'],
    ['reviews.bookinfo.svc.cluster.local', 'full host'],
  ] as const)('%s follows %s', (service, convention) => {
    expect(conventionOf(service)).toBe(convention)
    expect(conventionOfAll([service, service])).toBe(convention)
  })
  it('of different kinds follow none', () => {
    expect(conventionOfAll(['a', 'a.b'])).toBeNull()
    expect(conventionOfAll([])).toBeNull()
  })
  it.each([
    ['reviews.bookinfo', 'reviews', true],
    ['reviews.bookinfo', 'reviews.bookinfo', true],
    ['reviews.bookinfo', 'reviews.other', false],
    ['reviews.bookinfo.svc.cluster.local', 'reviews.bookinfo', true],
    ['reviews-old.bookinfo', 'reviews', false],
  ])('%s is asked for by %s: %s', (service, asked, expected) => {
    expect(isService(service, asked)).toBe(expected)
  })
})
