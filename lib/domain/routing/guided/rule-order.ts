import { listAt, objectAt, valueAt, type JsonObject } from '../../kubernetes/json.ts'
import { withField } from './object-fields.ts'

const HTTP = ['spec', 'http'] as const

/** The http rules of a VirtualService, in the order in which they are tried. */
export function httpRules(object: unknown): readonly unknown[] {
  return listAt(object, ...HTTP)
}

/** The object with a rule moved to another place; all rules stay byte for byte (R43). */
export function moveRule(object: JsonObject, from: number, to: number): JsonObject {
  const rules = httpRules(object)
  if (from === to || rules[from] === undefined || rules[to] === undefined) return object
  return withField(object, HTTP, rules.toSpliced(from, 1).toSpliced(to, 0, rules[from]))
}

/** The object without a rule. The last rule stays: a VirtualService without rules is refused. */
export function removeRule(object: JsonObject, place: number): JsonObject {
  const rules = httpRules(object)
  if (rules.length < 2 || rules[place] === undefined) return object
  return withField(object, HTTP, rules.toSpliced(place, 1))
}

/** The object with a new rule before another one: for testers by header, to that rule's first destination. */
export function addRule(object: JsonObject, before: number): JsonObject {
  const rules = httpRules(object)
  const destination = valueAt(rules[before], 'route', 0, 'destination') ?? { host: firstHost(object) }
  const rule = {
    name: freeName(rules),
    match: [{ headers: { 'x-tester': { exact: 'yes' } } }],
    route: [{ destination }],
  }
  return withField(object, HTTP, rules.toSpliced(before, 0, rule))
}

/**
 * The object with a rule of its own for a cohort, known by a header, before the rule: the same rule with the header in each of
 * its alternatives. The fault goes to the cohort's rule and leaves the other.
 */
export function faultForCohort(object: JsonObject, place: number, header: string): JsonObject {
  const rules = httpRules(object)
  const rule = objectAt(object, ...HTTP, place)
  const { fault, ...rest } = rule
  if (fault === undefined) return object
  const matches = listAt(rule, 'match')
  const cohort = {
    ...rest,
    name: freeName(rules),
    match: (matches.length === 0 ? [{}] : matches).map((match) => ({
      ...objectAt(match),
      headers: { ...objectAt(match, 'headers'), [header]: { exact: 'on' } },
    })),
    fault,
  }
  return withField(object, HTTP, rules.toSpliced(place, 1, cohort, rest))
}

function firstHost(object: unknown): unknown {
  return valueAt(object, 'spec', 'hosts', 0) ?? ''
}

function freeName(rules: readonly unknown[]): string {
  const taken = new Set(rules.map((rule) => valueAt(rule, 'name')))
  for (let number = 1; ; number += 1) if (!taken.has(`rule-${number}`)) return `rule-${number}`
}
