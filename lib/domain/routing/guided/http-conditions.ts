import { RE2JS } from 're2js'
import { isObject, listAt, objectAt, stringAt, type JsonObject } from '../../kubernetes/json.ts'

export const conditionSubjects = ['path', 'method', 'header', 'query'] as const
export type ConditionSubject = (typeof conditionSubjects)[number]
export const conditionOperators = ['exact', 'prefix', 'regex', 'present'] as const
export type ConditionOperator = (typeof conditionOperators)[number]

/** One thing that must hold of a request. `key` is the name of a header or query parameter, empty for the others. */
export interface Condition {
  readonly subject: ConditionSubject
  readonly key: string
  readonly operator: ConditionOperator
  readonly value: string
}

const fieldOf = { path: 'uri', method: 'method', header: 'headers', query: 'queryParams' } as const

/** The conditions of one alternative of a rule that guided editing knows; others are kept and shown as words. */
export function conditionsOf(match: unknown): Condition[] {
  return conditionSubjects.flatMap((subject) => {
    if (subject === 'header' || subject === 'query') {
      return Object.entries(objectAt(match, fieldOf[subject])).map(([key, one]) => condition(subject, key, one))
    }
    return isObject(match) && Object.hasOwn(match, fieldOf[subject])
      ? [condition(subject, '', match[fieldOf[subject]])]
      : []
  })
}

/** Where a condition stands below its alternative. */
export function conditionPath({ subject, key }: Pick<Condition, 'subject' | 'key'>): string[] {
  return subject === 'header' || subject === 'query' ? [fieldOf[subject], key] : [fieldOf[subject]]
}

/** The alternative with one condition in the place of another, in the same place; `null` adds or removes (R42). */
export function withCondition(match: JsonObject, from: Condition | null, to: Condition | null): JsonObject {
  const isRenamed = from !== null && to !== null && from.subject === to.subject
  if (isRenamed) return replaced(match, from, to)
  const without = from === null ? match : replaced(match, from, null)
  return to === null ? without : added(without, to)
}

/** A condition that an alternative does not have yet. */
export function freshCondition(match: unknown, subject: ConditionSubject): Condition {
  const taken = new Set(conditionsOf(match).flatMap((one) => (one.subject === subject ? [one.key] : [])))
  const stem = subject === 'header' ? 'x-header' : 'param'
  const key = subject === 'header' || subject === 'query' ? unused(stem, taken) : ''
  const [operator, value] = {
    path: ['prefix', '/'],
    method: ['exact', 'GET'],
    header: ['exact', 'yes'],
    query: ['exact', 'yes'],
  }[subject] as [ConditionOperator, string]
  return { subject, key, operator, value }
}

/** Subjects that an alternative can still get: a path and a method it has once at most. */
export function freeSubjects(match: unknown): ConditionSubject[] {
  const has = new Set(conditionsOf(match).map(({ subject }) => subject))
  return conditionSubjects.filter((subject) => subject === 'header' || subject === 'query' || !has.has(subject))
}

/** What is wrong with a condition, in a sentence; the proxies take RE2 expressions only. */
export function conditionFault(
  { subject, key, operator, value }: Condition,
  others: readonly Condition[],
): string | null {
  const named = subject === 'header' || subject === 'query'
  if (named && key.trim() === '') return `the ${subject} has no name`
  if (named && others.some((one) => one.subject === subject && one.key.toLowerCase() === key.toLowerCase())) {
    return `${subject} ${key} has a condition already`
  }
  if (operator === 'present') return named ? null : `a ${subject} is always there: give exact, prefix or regex`
  if (value === '') return 'the value is empty'
  if (subject === 'path' && operator !== 'regex' && !value.startsWith('/')) {
    return `${JSON.stringify(value)} is no path: it begins with /`
  }
  return operator === 'regex' ? regexFault(value) : null
}

/** Why a text is no RE2 expression; null where it is one. */
function regexFault(pattern: string): string | null {
  try {
    RE2JS.compile(pattern)
    return null
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'it can not be read'
    return `${JSON.stringify(pattern)} is no RE2 expression: ${reason}`
  }
}

/** Every alternative of a rule. */
export function alternativesOf(rule: unknown): readonly JsonObject[] {
  return listAt(rule, 'match').filter(isObject)
}

function condition(subject: ConditionSubject, key: string, match: unknown): Condition {
  for (const operator of ['exact', 'prefix', 'regex'] as const) {
    const value = stringAt(match, operator)
    if (value !== undefined) return { subject, key, operator, value }
  }
  return { subject, key, operator: 'present', value: '' }
}

function matcher({ operator, value }: Condition): JsonObject {
  return operator === 'present' ? {} : { [operator]: value }
}

/** Keeps the order of keys: a condition that changes stays where it was written. */
function replaced(match: JsonObject, from: Condition, to: Condition | null): JsonObject {
  const field = fieldOf[from.subject]
  const entries = Object.entries(match).flatMap(([key, value]): [string, unknown][] => {
    if (key !== field) return [[key, value]]
    if (from.key === '') return to === null ? [] : [[key, matcher(to)]]
    const inner = Object.entries(isObject(value) ? value : {}).flatMap(([name, one]): [string, unknown][] => {
      if (name !== from.key) return [[name, one]]
      return to === null ? [] : [[to.key, matcher(to)]]
    })
    return inner.length === 0 ? [] : [[key, Object.fromEntries(inner)]]
  })
  return Object.fromEntries(entries)
}

function added(match: JsonObject, to: Condition): JsonObject {
  const field = fieldOf[to.subject]
  if (to.subject !== 'header' && to.subject !== 'query') return { ...match, [field]: matcher(to) }
  return { ...match, [field]: { ...objectAt(match, field), [to.key]: matcher(to) } }
}

function unused(stem: string, taken: ReadonlySet<string>): string {
  if (!taken.has(stem)) return stem
  for (let number = 2; ; number += 1) if (!taken.has(`${stem}-${number}`)) return `${stem}-${number}`
}
