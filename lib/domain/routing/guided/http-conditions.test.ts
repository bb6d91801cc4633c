import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  conditionFault,
  conditionsOf,
  freeSubjects,
  freshCondition,
  withCondition,
  type Condition,
} from './http-conditions.ts'

const value = fc.stringMatching(/^[a-z]{1,4}$/)
const matcher = fc.oneof(
  fc.record({ exact: value }),
  fc.record({ prefix: value }),
  fc.record({ regex: value }),
  fc.constant({}),
)
const named = fc.dictionary(fc.constantFrom('a', 'b', 'c'), matcher, { minKeys: 1, maxKeys: 3 })
const match = fc.record(
  {
    name: value,
    headers: named,
    port: fc.integer(),
    uri: matcher,
    method: matcher,
    queryParams: named,
    withoutHeaders: named,
    sourceLabels: fc.dictionary(value, value),
  },
  { requiredKeys: [] },
)
const condition = fc.record({
  subject: fc.constantFrom('path', 'method', 'header', 'query'),
  operator: fc.constantFrom('exact', 'prefix', 'regex'),
  value,
})

describe('R42 conditions of a rule', () => {
  it('change in their place: whatever else the alternative says stays byte for byte', () => {
    fc.assert(
      fc.property(match, fc.nat(), condition, (of, pick, { operator, value: text }) => {
        const conditions = conditionsOf(of)
        fc.pre(conditions.length > 0)
        const place = pick % conditions.length
        const old = conditions[place]!
        const next = withCondition(of, old, { ...old, operator, value: text })
        expect(conditionsOf(next)).toEqual(conditions.with(place, { ...old, operator, value: text }))
        expect(JSON.stringify(withCondition(next, { ...old, operator, value: text }, old))).toBe(JSON.stringify(of))
      }),
    )
  })

  it('come and go without a trace', () => {
    fc.assert(
      fc.property(match, fc.constantFrom('path', 'method', 'header', 'query'), (of, subject) => {
        fc.pre(freeSubjects(of).includes(subject))
        const fresh = freshCondition(of, subject)
        const next = withCondition(of, null, fresh)
        expect(conditionsOf(next)).toContainEqual(fresh)
        expect(withCondition(next, fresh, null)).toEqual(of)
      }),
    )
  })

  const header = (key: string, rest: Partial<Condition> = {}): Condition => {
    return { subject: 'header', key, operator: 'exact', value: 'yes', ...rest }
  }
  it.each<[Condition, string | null]>([
    [header('a'), null],
    [header(''), 'the header has no name'],
    [header('B'), 'header B has a condition already'],
    [header('a', { value: '' }), 'the value is empty'],
    [header('a', { operator: 'present', value: '' }), null],
    [header('a', { operator: 'regex', value: 'a|b' }), null],
    [header('a', { operator: 'regex', value: '(?<=a)b' }), 'is no RE2 expression'],
    [header('a', { operator: 'regex', value: '(' }), 'is no RE2 expression'],
    [{ subject: 'path', key: '', operator: 'prefix', value: 'api' }, '"api" is no path: it begins with /'],
    [{ subject: 'path', key: '', operator: 'present', value: '' }, 'a path is always there'],
  ])('%j are refused in a sentence at the field', (one, sentence) => {
    const fault = conditionFault(one, [header('b')])
    if (sentence === null) expect(fault).toBeNull()
    else expect(fault).toContain(sentence)
  })
})
