import fc from 'fast-check'
import { RE2JS } from 're2js'
import { describe, expect, it } from 'vitest'
import { patchBetween } from '../guided/object-patch.ts'
import { headerMatchOf, keyFault, keyOfHeaderMatch, type CohortKey } from './cohort-key.ts'
import { cohortsOf, withCohort, withoutCohort } from './cohort-rule.ts'
import { flipRate, sameEveryTime } from './flip-rate.ts'
import { waysIn, waysOut } from './join.ts'

const v1 = { host: 'reviews', subset: 'v1' }
const v2 = { host: 'reviews', subset: 'v2' }
const main = {
  name: 'main',
  timeout: '3s',
  route: [
    { destination: v1, weight: 90 },
    { destination: v2, weight: 10, headers: { response: { set: { 'x-version': 'v2' } } } },
  ],
}
const object = (rules: readonly unknown[] = [main]) => ({
  kind: 'VirtualService',
  metadata: { name: 'reviews', namespace: 'bookinfo' },
  spec: { hosts: ['reviews'], http: rules },
})
const cookie = { by: 'cookie', name: 'lane', value: 'v2' } as const
const header = { by: 'header', name: 'X-Lane', value: 'v2' } as const

/** Any key that is allowed. */
const keys = fc
  .record({
    by: fc.constantFrom('cookie' as const, 'header' as const),
    name: fc.stringMatching(/^[a-z][a-z0-9.*+-]{0,9}$/),
    value: fc.stringMatching(/^[a-zA-Z0-9.*+?()[\]{}|^$-]{1,10}$/),
  })
  .filter((key) => keyFault(key) === null)

function put(of: ReturnType<typeof object>, place: number, key: CohortKey) {
  const result = withCohort(of, place, { key, destination: v2 })
  if (!result.ok) throw new Error(result.fault.message)
  return result.object
}

describe('P15 a cohort beside the weights', () => {
  it('is a rule before the weighted one, with its settings, that the rest passes by', () => {
    expect(put(object(), 0, cookie)).toEqual(
      object([
        {
          name: 'cohort-v2',
          match: [{ headers: { cookie: { regex: '(.*; ?)?lane=v2(;.*)?' } } }],
          timeout: '3s',
          route: [{ destination: v2, headers: { response: { set: { 'x-version': 'v2' } } } }],
        },
        main,
      ]),
    )
  })

  it('holds only where the weighted rule would: the key is added to each of its alternatives', () => {
    const matched = { ...main, match: [{ uri: { prefix: '/a' } }, { headers: { 'x-b': { exact: '1' } } }] }
    const [rule] = (put(object([matched]), 0, header)['spec'] as { http: { match: unknown }[] }).http
    expect(rule?.match).toEqual([
      { uri: { prefix: '/a' }, headers: { 'x-lane': { exact: 'v2' } } },
      { headers: { 'x-b': { exact: '1' }, 'x-lane': { exact: 'v2' } } },
    ])
  })

  it('leaves every other rule byte for byte, is found again, and its removal restores exactly', () => {
    const other = fc.record({
      name: fc.string(),
      route: fc.constant([{ destination: { host: 'other' } }]),
      x: fc.jsonValue(),
    })
    fc.assert(
      fc.property(keys, fc.array(other, { maxLength: 3 }), fc.array(other, { maxLength: 3 }), (key, before, after) => {
        const from = object([...before, main, ...after])
        const made = put(from, before.length, key)
        const [cohort] = cohortsOf(made)
        expect(cohort).toMatchObject({ place: before.length, of: before.length + 1, destination: v2 })
        expect({ ...cohort?.key }).toEqual(key)
        const patch = patchBetween(from, made).filter(({ op }) => op !== 'test')
        expect(patch.map(({ op, path }) => [op, path])).toEqual([['add', `/spec/http/${before.length}`]])
        expect(JSON.stringify(withoutCohort(made, before.length))).toBe(JSON.stringify(from))
      }),
    )
  })

  it('recognises a rule for testers that somebody else made, and nothing that splits or matches otherwise', () => {
    const testers = { match: [{ headers: { 'x-tester': { exact: 'yes' } } }], route: [{ destination: v2 }] }
    const byPrefix = { match: [{ headers: { 'x-tester': { prefix: 'y' } } }], route: [{ destination: v2 }] }
    const split = { ...main, match: testers.match }
    expect(cohortsOf(object([testers, main]))).toEqual([
      { place: 0, of: 1, name: null, key: { by: 'header', name: 'x-tester', value: 'yes' }, destination: v2 },
    ])
    for (const rule of [byPrefix, split]) expect(cohortsOf(object([rule, main]))).toEqual([])
    expect(cohortsOf(object([main, testers]))).toEqual([])
  })

  it.each([
    ['a name that no cookie has', { ...cookie, name: 'a=b' }, v2, 'name'],
    ['a value that ends the cookie', { ...cookie, value: 'a;b' }, v2, 'value'],
    ['the cookie header as a header', { ...header, name: 'Cookie' }, v2, 'name'],
    ['a header value with a line break', { ...header, value: 'a\nb' }, v2, 'value'],
    ['a destination that the rule has not', cookie, { host: 'reviews', subset: 'v9' }, 'destination'],
  ] as const)('refuses %s with the field', (...[, key, destination, field]) => {
    expect(withCohort(object(), 0, { key, destination })).toMatchObject({ ok: false, fault: { field } })
  })

  it('refuses a key that is taken, and a header that the rule has a condition on', () => {
    const made = put(object(), 0, header)
    expect(withCohort(made, 1, { key: { ...header, name: 'x-lane' }, destination: v1 })).toMatchObject({
      ok: false,
      fault: { message: 'header x-lane: v2 goes to reviews v2 already' },
    })
    const conditional = { ...main, match: [{ headers: { 'x-lane': { prefix: 'v' } } }] }
    expect(withCohort(object([conditional]), 0, { key: header, destination: v2 })).toMatchObject({ ok: false })
  })
})

describe('P15 the match of a cookie', () => {
  it('finds the cookie wherever it stands, and no other one', () => {
    const others = fc.array(fc.constantFrom('a=1', 'xlane=v2', 'lane=v22', 'lanes=v2', 'b'), { maxLength: 3 })
    const cookies = keys.filter(({ by }) => by === 'cookie')
    fc.assert(
      fc.property(cookies, others, others, (key, left, right) => {
        const { match } = headerMatchOf(key)
        const expression = RE2JS.compile('regex' in match ? match.regex : '')
        const pair = `${key.name}=${key.value}`
        expect(expression.matches([...left, pair, ...right].join('; '))).toBe(true)
        const without = [...left, ...right].filter((one) => one !== pair)
        expect(expression.matches([...without, `x${pair}`, `${pair}x`].join('; '))).toBe(false)
      }),
    )
  })

  it('is read back as the same key; an expression that is more than one text is no key', () => {
    fc.assert(
      fc.property(keys, (key) => {
        const { header: name, match } = headerMatchOf(key)
        expect(keyOfHeaderMatch(name, match)).toEqual(key)
      }),
    )
    expect(keyOfHeaderMatch('cookie', { regex: '(.*; ?)?lane=(v1|v2)(;.*)?' })).toBeNull()
    expect(keyOfHeaderMatch('x-lane', { regex: 'v2' })).toBeNull()
  })
})

describe('P16 ways in and out', () => {
  it('are texts that can be run as they stand', () => {
    expect(waysIn(cookie).map(({ text }) => text)).toEqual([
      'javascript:void(document.cookie="lane=v2; path=/; max-age=86400; samesite=lax")',
      'document.cookie = "lane=v2; path=/; max-age=86400; samesite=lax"',
      "curl -b 'lane=v2' URL",
    ])
    expect(waysIn({ ...header, value: "it's" })[0]?.text).toBe(String.raw`curl -H 'X-Lane: it'\''s' URL`)
    expect(waysOut(cookie)[0]?.text).toContain('max-age=0')
    expect(waysOut(header)).toEqual([])
  })
})

describe('P17 flip rate', () => {
  it.each([
    [[90, 10], 0.18],
    [[50, 50], 0.5],
    [[100, 0], 0],
    [[1, 1, 1], 2 / 3],
  ])('of %j is %d', (weights, expected) => expect(flipRate(weights)).toBeCloseTo(expected, 12))

  it('is between 0 and 1 − 1/n, and more requests never stay together more often', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 8 }), (weights) => {
        const rate = flipRate(weights)
        expect(rate).toBeGreaterThanOrEqual(-1e-12)
        expect(rate).toBeLessThanOrEqual(1 - 1 / weights.length + 1e-12)
        expect(sameEveryTime(weights, 10)).toBeLessThanOrEqual(sameEveryTime(weights, 2) + 1e-12)
      }),
    )
  })
})
