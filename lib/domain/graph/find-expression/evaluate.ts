import type { FindExpression, NumberOperator, TextOperand, TextOperator } from './expression.ts'
import { isTextField, type FlagField, type NumberField, type TextField } from './fields.ts'

/** What a node or an edge can be found by. An edge carries the texts of both its ends; null is "not known". */
export type FindSubject = {
  texts: Partial<Record<TextField, readonly string[]>>
  numbers: Partial<Record<NumberField, number | null>>
  /** What is so; what is not named is not. */
  flags?: Partial<Record<FlagField, boolean>>
  /** Labels of the thing, or of both ends of an edge. */
  labels?: readonly Readonly<Record<string, string>>[]
}

/** Whether the expression is true of the subject. */
export function matchesFind(expression: FindExpression, subject: FindSubject): boolean {
  switch (expression.kind) {
    case 'and':
      return matchesFind(expression.left, subject) && matchesFind(expression.right, subject)
    case 'or':
      return matchesFind(expression.left, subject) || matchesFind(expression.right, subject)
    case 'not':
      return !matchesFind(expression.inner, subject)
    case 'text':
      return matchesText(expression.operator, textsOf(expression.field, subject), expression.value)
    case 'pattern':
      return textsOf(expression.field, subject).some(expression.pattern.matches) !== expression.negated
    case 'number':
      return matchesNumber(expression.operator, subject.numbers[expression.field] ?? null, expression.value)
    case 'missing':
      return ((subject.numbers[expression.field] ?? null) === null) !== expression.negated
    case 'flag':
      return subject.flags?.[expression.field] ?? false
  }
}

function textsOf(field: TextOperand, { texts, labels = [] }: FindSubject): readonly string[] {
  if (isTextField(field)) return texts[field] ?? []
  const key = field.slice('label:'.length)
  return labels.flatMap((own) => (Object.hasOwn(own, key) ? (own[key] ?? []) : []))
}

function matchesText(operator: TextOperator, values: readonly string[], wanted: string): boolean {
  if (operator.startsWith('!')) return !matchesText(positive(operator), values, wanted)
  const lower = wanted.toLowerCase()
  const holds = comparisons[positive(operator)]
  return values.some((value) => holds(value.toLowerCase(), lower))
}

type Positive = '=' | '~' | '^=' | '$='

const comparisons: Readonly<Record<Positive, (value: string, wanted: string) => boolean>> = {
  '=': (value, wanted) => value === wanted,
  '~': containsPattern,
  '^=': (value, wanted) => value.startsWith(wanted),
  '$=': (value, wanted) => value.endsWith(wanted),
}

function positive(operator: TextOperator): Positive {
  switch (operator) {
    case '=':
    case '!=':
      return '='
    case '~':
    case '!~':
      return '~'
    case '^=':
    case '!^=':
      return '^='
    case '$=':
    case '!$=':
      return '$='
  }
}

/** The parts between stars must appear in this order; linear in the text, whatever a user writes. */
function containsPattern(text: string, pattern: string): boolean {
  let from = 0
  for (const part of pattern.split('*')) {
    const at = text.indexOf(part, from)
    if (at < 0) return false
    from = at + part.length
  }
  return true
}

function matchesNumber(operator: NumberOperator, value: number | null, wanted: number): boolean {
  if (value === null) return false
  switch (operator) {
    case '=':
      return value === wanted
    case '!=':
      return value !== wanted
    case '<':
      return value < wanted
    case '<=':
      return value <= wanted
    case '>':
      return value > wanted
    case '>=':
      return value >= wanted
  }
}
