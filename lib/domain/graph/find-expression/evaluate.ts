import type { NumberField, TextField } from './fields.ts'
import type { FindExpression, NumberOperator, TextOperator } from './parser.ts'

/** What a node or an edge can be found by. An edge carries the texts of both its ends; null is "not known". */
export type FindSubject = {
  texts: Partial<Record<TextField, readonly string[]>>
  numbers: Partial<Record<NumberField, number | null>>
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
      return matchesText(expression.operator, subject.texts[expression.field] ?? [], expression.value)
    case 'number':
      return matchesNumber(expression.operator, subject.numbers[expression.field] ?? null, expression.value)
  }
}

function matchesText(operator: TextOperator, values: readonly string[], wanted: string): boolean {
  const lower = wanted.toLowerCase()
  const equal = () => values.some((value) => value.toLowerCase() === lower)
  const contains = () => values.some((value) => containsPattern(value.toLowerCase(), lower))
  switch (operator) {
    case '=':
      return equal()
    case '!=':
      return !equal()
    case '~':
      return contains()
    case '!~':
      return !contains()
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
