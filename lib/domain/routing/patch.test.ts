import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { guarded, weightPatch, wantedWeights, writes } from './patch.ts'
import { rulesOf, type Rule } from './rules.ts'
import { virtualServiceSchema } from './virtual-service.ts'

function ruleOf(route: readonly unknown[]): Rule {
  const parsed = virtualServiceSchema.parse({
    metadata: { name: 'reviews', namespace: 'bookinfo' },
    spec: { http: [{ name: 'main', route }] },
  })
  const [rule] = rulesOf(parsed)
  if (!rule) throw new Error('the fixture has a rule')
  return rule
}

const v1 = { host: 'reviews', subset: 'v1' }
const v2 = { host: 'reviews', subset: 'v2' }
const main = ruleOf([
  { destination: v1, weight: 9 },
  { destination: v2, weight: 1 },
])

describe('the weights a request asks for', () => {
  it('R13 come in the rule’s own order, whatever the order asked in', () => {
    const asked = [
      { destination: v2, weight: 3 },
      { destination: v1, weight: 7 },
    ]
    expect(wantedWeights(main, asked)).toEqual({ ok: true, weights: [7, 3] })
  })

  it.each([
    ['a destination is unknown', [{ destination: { ...v1, subset: 'v9' }, weight: 1 }], 'slices.0.destination'],
    ['one is missing', [{ destination: v1, weight: 1 }], 'slices'],
    ['one is twice', [v1, v1].map((destination) => ({ destination, weight: 1 })), 'slices.1.destination'],
    ['all are 0', [v1, v2].map((destination) => ({ destination, weight: 0 })), 'slices'],
    ['one is negative', [v1, v2].map((destination, place) => ({ destination, weight: place - 1 })), 'slices.0.weight'],
    ['one is a fraction', [v1, v2].map((destination) => ({ destination, weight: 0.5 })), 'slices.0.weight'],
    ['one is too large', [v1, v2].map((destination) => ({ destination, weight: 2 ** 31 })), 'slices.0.weight'],
  ])('R13 are refused with their field when %s', (_, asked, field) => {
    expect(wantedWeights(main, asked)).toMatchObject({ ok: false, fault: { field } })
  })

  it('R13 are told apart by order where a route names one destination twice', () => {
    const twice = ruleOf([
      { destination: v1, weight: 1 },
      { destination: v1, weight: 1 },
    ])
    const asked = [2, 0].map((weight) => ({ destination: v1, weight }))
    expect(wantedWeights(twice, asked)).toEqual({ ok: true, weights: [2, 0] })
  })
})

describe('the patch of a shift', () => {
  it('R14 tests version, destinations and old weights, then replaces only what changes', () => {
    expect(weightPatch(main, [5, 5], '42')).toEqual([
      { op: 'test', path: '/metadata/resourceVersion', value: '42' },
      { op: 'test', path: '/spec/http/0/route/0/destination', value: v1 },
      { op: 'test', path: '/spec/http/0/route/0/weight', value: 9 },
      { op: 'test', path: '/spec/http/0/route/1/destination', value: v2 },
      { op: 'test', path: '/spec/http/0/route/1/weight', value: 1 },
      { op: 'replace', path: '/spec/http/0/route/0/weight', value: 5 },
      { op: 'replace', path: '/spec/http/0/route/1/weight', value: 5 },
    ])
  })

  it('R14 adds a weight where the object has none', () => {
    const rule = ruleOf([{ destination: v1 }, { destination: v2, weight: 100 }])
    expect(weightPatch(rule, [40, 60], '1').filter(({ op }) => op !== 'test')).toEqual([
      { op: 'add', path: '/spec/http/0/route/0/weight', value: 40 },
      { op: 'replace', path: '/spec/http/0/route/1/weight', value: 60 },
    ])
  })

  it('R14 writes nothing when nothing changes', () => {
    expect(writes(weightPatch(main, [9, 1], '1'))).toBe(false)
  })

  it('R14 only ever writes weights of its own rule', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100), { minLength: 2, maxLength: 2 }), (weights) => {
        const changes = weightPatch(main, weights, '1').filter(({ op }) => op !== 'test')
        expect(changes.every(({ path }) => /^\/spec\/http\/0\/route\/[01]\/weight$/.test(path))).toBe(true)
      }),
    )
  })

  it('R15 puts the version test in front of a given patch, once', () => {
    const test = { op: 'test', path: '/metadata/resourceVersion', value: '1' } as const
    const remove = { op: 'remove', path: '/spec/http/0/timeout' } as const
    expect(guarded([remove, test], '2')).toEqual([{ ...test, value: '2' }, remove])
  })
})
