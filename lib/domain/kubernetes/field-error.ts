import type { z } from 'zod'
import { valueAt } from './json.ts'

/** Kubernetes' names for what is wrong with a field. */
export type FieldErrorReason =
  | 'FieldValueRequired'
  | 'FieldValueInvalid'
  | 'FieldValueNotSupported'
  | 'FieldValueTypeInvalid'
  | 'FieldValueForbidden'
  | 'FieldValueDuplicate'

/** One fault of an object: which field, its value and what is allowed, in Kubernetes' wording. */
export interface FieldError {
  /** `spec.http[0].route[1].weight` */
  readonly field: string
  readonly reason: FieldErrorReason
  /** `Invalid value: -1: must be at least 0` */
  readonly message: string
}

/** `spec.http[0].route[1].weight`; keys that are no words are put in brackets. */
export function fieldPath(path: readonly PropertyKey[]): string {
  let text = ''
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`
    else if (/^[\w-]+$/.test(String(step))) text += text === '' ? String(step) : `.${String(step)}`
    else text += `[${String(step)}]`
  }
  return text
}

export function invalidField(field: string, value: unknown, allowed: string): FieldError {
  return { field, reason: 'FieldValueInvalid', message: `Invalid value: ${shown(value)}: ${allowed}` }
}

export function requiredField(field: string, allowed = 'must be set'): FieldError {
  return { field, reason: 'FieldValueRequired', message: `Required value: ${allowed}` }
}

export function unsupportedField(field: string, value: unknown, allowed: readonly unknown[]): FieldError {
  const list = allowed.map((item) => JSON.stringify(item)).join(', ')
  return {
    field,
    reason: 'FieldValueNotSupported',
    message: `Unsupported value: ${shown(value)}: supported values: ${list}`,
  }
}

export function wrongType(field: string, value: unknown, expected: string): FieldError {
  return { field, reason: 'FieldValueTypeInvalid', message: `Invalid value: ${shown(value)}: must be ${expected}` }
}

const longest = 120
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null'
  return text.length <= longest ? text : `${text.slice(0, longest)}…`
}

/** All faults that a zod schema finds in a value, each with the field's path below `prefix`. */
export function fieldErrors(schema: z.ZodType, value: unknown, prefix: readonly PropertyKey[] = []): FieldError[] {
  const parsed = schema.safeParse(value)
  return parsed.success ? [] : parsed.error.issues.map((issue) => describeIssue(issue, value, prefix))
}

/** One zod issue in Kubernetes' wording. */
export function describeIssue(issue: z.core.$ZodIssue, root: unknown, prefix: readonly PropertyKey[] = []): FieldError {
  const field = fieldPath([...prefix, ...issue.path])
  const value = valueAt(root, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step))))
  if (issue.code === 'invalid_type' && value === undefined)
    return requiredField(field, `must be ${withArticle(issue.expected)}`)
  if (issue.code === 'invalid_type') return wrongType(field, value, withArticle(issue.expected))
  if (issue.code === 'invalid_value') return unsupportedField(field, value, issue.values)
  if (issue.code === 'invalid_union') return invalidField(field, value, unionAllowed(issue))
  if (value === undefined) return requiredField(field, allowedBy(issue))
  return invalidField(field, value, allowedBy(issue))
}

function allowedBy(issue: z.core.$ZodIssue): string {
  const noun = (origin: string) => (origin === 'string' ? ' characters long' : origin === 'array' ? ' entries' : '')
  if (issue.code === 'too_small') return `must be at least ${String(issue.minimum)}${noun(issue.origin)}`
  if (issue.code === 'too_big') return `must be at most ${String(issue.maximum)}${noun(issue.origin)}`
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? 'has a key that is not allowed'
  return issue.message
}

function unionAllowed(issue: z.core.$ZodIssueInvalidUnion): string {
  const values = issue.errors.flatMap((branch) =>
    branch.flatMap((inner) => (inner.code === 'invalid_value' ? inner.values : [])),
  )
  if (values.length > 0) return `must be one of ${values.map((value) => JSON.stringify(value)).join(', ')}`
  return 'has none of the allowed forms'
}

function withArticle(type: string): string {
  if (type === 'int') return 'an integer'
  if (type === 'array') return 'a list'
  if (type === 'object' || type === 'record') return 'an object'
  return `a ${type}`
}
