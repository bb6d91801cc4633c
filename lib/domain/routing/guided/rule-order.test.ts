import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addRule, faultForCohort, httpRules, moveRule, removeRule } from './rule-order.ts'

const rule = fc.record(
  { name: fc.string(), match: fc.constant([{ uri: { exact: '/' } }]), timeout: fc.string() },
  { requiredKeys: ['name'] },
)
const object = fc.array(rule, { minLength: 1, maxLength: 5 }).map((http) => ({
  metadata: { name: 'reviews' },
  spec: { hosts: ['reviews'], http, exportTo: ['.'] },
}))
const texts = (of: unknown) => httpRules(of).map((one) => JSON.stringify(one))
const frame = (of: { spec: object }) => JSON.stringify({ ...of, spec: { ...of.spec, http: null } })

describe('R43 the order of rules', () => {
  it('changes by moving, and moving back restores every byte', () => {
    fc.assert(
      fc.property(object, fc.nat(5), fc.nat(5), (of, from, to) => {
        const moved = moveRule(of, from, to)
        expect(texts(moved).toSorted()).toEqual(texts(of).toSorted())
        expect(JSON.stringify(moveRule(moved, to, from))).toBe(JSON.stringify(of))
      }),
    )
  })

  it('gets a rule and loses it again; the last one stays', () => {
    fc.assert(
      fc.property(object, fc.nat(), (of, pick) => {
        const place = pick % of.spec.http.length
        const more = addRule(of, place)
        expect(texts(more)).toHaveLength(of.spec.http.length + 1)
        expect(frame(more as typeof of)).toBe(frame(of))
        expect(JSON.stringify(removeRule(more, place))).toBe(JSON.stringify(of))
        if (of.spec.http.length === 1) expect(removeRule(of, 0)).toBe(of)
      }),
    )
  })

  it('puts a new rule for testers before the rule, to its first destination', () => {
    const destination = { host: 'reviews', subset: 'v2' }
    const of = { spec: { http: [{ name: 'rule-1', route: [{ destination, weight: 90 }] }] } }
    expect(httpRules(addRule(of, 0))[0]).toEqual({
      name: 'rule-2',
      match: [{ headers: { 'x-tester': { exact: 'yes' } } }],
      route: [{ destination }],
    })
  })

  it('gives a fault to a cohort by a rule of its own before the rule', () => {
    const fault = { delay: { fixedDelay: '2s' } }
    const main = { name: 'main', match: [{ uri: { prefix: '/a' } }, { port: 80 }], route: [], fault }
    const [cohort, rest] = httpRules(faultForCohort({ spec: { http: [main] } }, 0, 'x-fault'))
    const headers = { 'x-fault': { exact: 'on' } }
    expect(cohort).toEqual({
      name: 'rule-1',
      match: [
        { uri: { prefix: '/a' }, headers },
        { port: 80, headers },
      ],
      route: [],
      fault,
    })
    expect(rest).toEqual({ name: 'main', match: main.match, route: [] })
  })
})
