import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { combinationFaults } from './combination.ts'
import { chosenSide, mergeSides, threeWay, unchosen, type Choices, type Side } from './three-way.ts'

const object = (spec: object, meta: object = {}) => ({
  kind: 'VirtualService',
  metadata: { name: 'reviews', ...meta },
  spec,
})
const routes = (...weights: readonly number[]) =>
  weights.map((weight, place) => ({ destination: { host: 'reviews', subset: `v${place + 1}` }, weight }))
const rule = (weights: readonly number[], more: object = {}) => ({ name: 'main', route: routes(...weights), ...more })
const shown = (base: unknown, theirs: unknown, mine: unknown) =>
  threeWay({ base, theirs, mine })
    .filter(({ group }) => group !== 'equal')
    .map(({ id, group }) => `${group} ${id}`)

describe('R35 three versions of an object', () => {
  const base = object({ http: [rule([90, 10], { timeout: '5s', retries: { attempts: 2, perTryTimeout: '2s' } })] })
  const theirs = object(
    { http: [rule([80, 20], { timeout: '4s', retries: { attempts: 3, perTryTimeout: '2s' } })] },
    { resourceVersion: '9', annotations: { revision: '9c40d17' } },
  )
  const mine = object({ http: [rule([70, 30], { timeout: '5s', retries: { attempts: 3, perTryTimeout: '1.5s' } })] })

  it('are grouped by who changed a field; the weights of a rule are one field', () => {
    expect(shown(base, theirs, mine).toSorted()).toEqual([
      'both spec.http[0].route[*].weight',
      'only-mine spec.http[0].retries.perTryTimeout',
      'only-theirs metadata.annotations',
      'only-theirs spec.http[0].timeout',
      'same spec.http[0].retries.attempts',
    ])
  })

  it('merge to the live object with each field as chosen; a field without a choice stays live', () => {
    const fields = threeWay({ base, theirs, mine })
    expect(unchosen(fields, {}).map(({ id }) => id)).toEqual(['spec.http[0].route[*].weight'])
    const merged = mergeSides(theirs, fields, { 'spec.http[0].route[*].weight': 'mine' })
    expect(merged).toEqual(
      object(
        { http: [rule([70, 30], { timeout: '4s', retries: { attempts: 3, perTryTimeout: '1.5s' } })] },
        { resourceVersion: '9', annotations: { revision: '9c40d17' } },
      ),
    )
    expect(mergeSides(theirs, fields, {})).toMatchObject({ spec: { http: [{ route: routes(80, 20) }] } })
    const taken = mergeSides(theirs, fields, { 'metadata.annotations': 'base' })
    expect(taken).toMatchObject({ metadata: { name: 'reviews', resourceVersion: '9' } })
    expect(taken).not.toHaveProperty('metadata.annotations')
  })

  it.each([
    ['another number of destinations', [90, 10], [90, 5, 5], [70, 30], 'both spec.http[0].route'],
    ['a single destination', [100], [90, 10], [100], 'only-theirs spec.http[0].route'],
  ])('take a list as one field with %s', (_, ...[b, t, m, expected]) => {
    const of = (weights: readonly number[]) => object({ http: [rule(weights)] })
    expect(shown(of(b), of(t), of(m))).toEqual([expected])
  })

  it('take a list as one field when somebody moved a rule', () => {
    const two = object({ http: [{ name: 'a' }, { name: 'b' }] })
    const swapped = object({ http: [{ name: 'b' }, { name: 'a' }] })
    expect(shown(two, swapped, two)).toEqual(['only-theirs spec.http'])
  })

  it('keep a key called __proto__ a key', () => {
    const hostile = JSON.parse('{"metadata":{},"spec":{"__proto__":{"polluted":true}}}')
    const fields = threeWay({ base: object({}), theirs: object({ a: 1 }), mine: hostile })
    mergeSides(object({ a: 1 }), fields, Object.fromEntries(fields.map(({ id }) => [id, 'mine' as const])))
    expect({}).not.toHaveProperty('polluted')
  })
})

const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.integer({ min: 0, max: 3 }),
    fc.constantFrom('a', 'b'),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('x', 'y', 'z', 'name'), tie('value'), { maxKeys: 3 }),
  ),
})).value
const spec = fc.dictionary(fc.constantFrom('http', 'hosts', 'tls'), json, { maxKeys: 3 })
const triple = fc.record({ base: spec, theirs: spec, mine: spec }).map(({ base, theirs, mine }) => ({
  base: object(base),
  theirs: object(theirs),
  mine: object(mine),
}))
const all = (sides: Parameters<typeof threeWay>[0], side: Side): Choices =>
  Object.fromEntries(threeWay(sides).map(({ id }) => [id, side]))

describe('R35 a merge (2,000 random triples)', () => {
  const runs = { numRuns: 2000 }

  it.each(['base', 'theirs', 'mine'] as const)('of %s only is that side', (side) => {
    fc.assert(
      fc.property(triple, (sides) => {
        expect(mergeSides(sides.theirs, threeWay(sides), all(sides, side))).toEqual(sides[side])
      }),
      runs,
    )
  })

  it('takes the only change by itself, whoever made it, and asks nothing', () => {
    fc.assert(
      fc.property(spec, spec, (one, other) => {
        const [base, changed] = [object(one), object(other)]
        const mine = { base, theirs: base, mine: changed }
        expect(unchosen(threeWay(mine), {})).toEqual([])
        expect(mergeSides(base, threeWay(mine), {})).toEqual(changed)
        const theirs = { base, theirs: changed, mine: base }
        expect(mergeSides(changed, threeWay(theirs), {})).toEqual(changed)
      }),
      runs,
    )
  })

  it('asks for exactly the fields that both changed differently, and changes no side', () => {
    fc.assert(
      fc.property(triple, (sides) => {
        const before = JSON.stringify(sides)
        const fields = threeWay(sides)
        mergeSides(sides.theirs, fields, all(sides, 'mine'))
        expect(JSON.stringify(sides)).toBe(before)
        for (const field of fields) expect(chosenSide(field, {}) === null).toBe(field.group === 'both')
        expect(new Set(fields.map(({ id }) => id)).size).toBe(fields.length)
      }),
      runs,
    )
  })
})

describe('R36 faults of the combination', () => {
  const of = (timeout: string, attempts: number, perTryTimeout: string) =>
    object({ http: [{ name: 'main', timeout, retries: { attempts, perTryTimeout } }] })

  it('are those that neither side has alone', () => {
    const theirs = of('4s', 1, '2s')
    const mine = of('6s', 3, '1.5s')
    const result = of('4s', 3, '1.5s')
    expect(combinationFaults(result, { theirs, mine })).toEqual([
      { title: '4 tries of 1.5s need 6 s in rule main', detail: 'Its timeout of 4s leaves room for 2.' },
    ])
    expect(combinationFaults(result, { theirs, mine: result })).toEqual([])
  })

  it('find a subset that both sides added', () => {
    const subsets = (...names: string[]) => ({ spec: { subsets: names.map((name) => ({ name })) } })
    const faults = combinationFaults(subsets('v1', 'v2', 'v2'), {
      theirs: subsets('v1', 'v2'),
      mine: subsets('v1', 'v2'),
    })
    expect(faults.map(({ title }) => title)).toEqual(['The subset v2 is defined twice'])
  })
})
