import type { z } from 'zod'
import { valueAt } from '../domain/kubernetes/json.ts'

/** What is wrong with a request: the field, and one sentence that names it, its value and what is allowed. */
export interface InputFault {
  /** `slices.0.weight`; empty when the request as a whole is meant. */
  readonly field: string
  readonly message: string
}

/**
 * The first fault of a request in words.
 * @param issue zod's first issue
 * @param input what was parsed: a body, or the names and texts of a query string
 */
export function inputFault(issue: z.core.$ZodIssue, input: unknown): InputFault {
  const path = issue.path.map(String)
  const [name] = path
  // A list in a query string ("a,b,c") is one text to its sender, who knows no second element.
  const field = name !== undefined && typeof valueAt(input, name) === 'string' ? name : path.join('.')
  const value = valueAt(input, ...field.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step)))
  const subject = field === '' ? 'the request' : field
  if (value === undefined && field !== '') return { field, message: `${subject} is missing: ${allowed(issue)}` }
  if (issue.code === 'unrecognized_keys') return unknownNames(issue.keys, subject)
  return { field, message: `${subject}: ${quoted(field, value)}${allowed(issue)}` }
}

function unknownNames(keys: readonly string[], subject: string): InputFault {
  const names = keys.map((key) => `"${key}"`).join(', ')
  return { field: keys[0] ?? '', message: `${names} ${keys.length === 1 ? 'is' : 'are'} not known in ${subject}` }
}

function allowed(issue: z.core.$ZodIssue): string {
  const unit = (origin: string) => (origin === 'string' ? ' characters' : origin === 'array' ? ' entries' : '')
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${article(issue.expected)}`
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`
    case 'too_small':
      return `must ${measure(issue.origin)} at least ${String(issue.minimum)}${unit(issue.origin)}`
    case 'too_big':
      return `must ${measure(issue.origin)} at most ${String(issue.maximum)}${unit(issue.origin)}`
    case 'unrecognized_keys':
    case 'invalid_format':
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
    case 'not_multiple_of':
    case 'custom':
      return issue.message
  }
}

function measure(origin: string): string {
  return origin === 'string' || origin === 'array' ? 'have' : 'be'
}

function article(type: string): string {
  if (type === 'int') return 'a whole number'
  if (type === 'array') return 'a list'
  if (type === 'object' || type === 'record') return 'an object'
  return `a ${type}`
}

const longest = 60
/** The value as it was sent and a space; nothing for what is secret, or tells nothing. */
function quoted(field: string, value: unknown): string {
  if (/token|password|secret/i.test(field) || value === null || typeof value === 'object') return ''
  const text = JSON.stringify(value) ?? ''
  return text === '' ? '' : `${text.length <= longest ? text : `${text.slice(0, longest)}…`} `
}
