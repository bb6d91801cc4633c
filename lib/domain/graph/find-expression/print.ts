import type { FindExpression } from './expression.ts'
import { numberFields, type NumberField } from './fields.ts'
import { quoteWord } from './quote-word.ts'

/** Writes an expression so that parsing it gives the same again (F8); in its one canonical form. */
export function printFind(expression: FindExpression): string {
  switch (expression.kind) {
    case 'or':
      return `${printFind(expression.left)} or ${inside(expression.right, ['or'])}`
    case 'and':
      return `${inside(expression.left, ['or'])} and ${inside(expression.right, ['or', 'and'])}`
    case 'not':
      return `not ${inside(expression.inner, ['or', 'and'])}`
    case 'text':
      return `${expression.field} ${expression.operator} ${quoteWord(expression.value)}`
    case 'pattern':
      return `${expression.field} ${expression.negated ? '!~' : '~'} /${escaped(expression.pattern.source)}/`
    case 'number':
      return `${expression.field} ${expression.operator} ${numberText(expression.field, expression.value)}`
    case 'missing':
      return `${expression.field} ${expression.negated ? '!=' : '='} NaN`
    case 'flag':
      return expression.field
  }
}

function inside(expression: FindExpression, weaker: readonly FindExpression['kind'][]): string {
  const text = printFind(expression)
  return weaker.includes(expression.kind) ? `(${text})` : text
}

/** A slash ends a pattern; one that is not escaped yet becomes so. */
function escaped(source: string): string {
  return source.replaceAll(/\\.|\//gs, (part) => (part === '/' ? String.raw`\/` : part))
}

/** The field's own unit; of several factors the one that divides evenly needs no rounding: shares are percents. */
function numberText(field: NumberField, value: number): string {
  switch (numberFields[field]) {
    case 'share':
      return `${plain(value * 100)}%`
    case 'duration':
      return `${plain(value)}ms`
    case 'rate':
    case 'bytes':
    case 'count':
      return plain(value)
  }
}

/** Without an exponent, which is not part of the language, and without the dust of binary fractions. */
function plain(value: number): string {
  const text = String(Number(value.toPrecision(12)))
  return text.includes('e') ? value.toFixed(20).replace(/\.?0+$/, '') : text
}
