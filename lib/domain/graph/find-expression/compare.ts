import type { FindExpression, NumberOperator, PatternCompiler, TextOperand, TextOperator } from './expression.ts'
import {
  fieldOf,
  isFlagField,
  isNumberField,
  isTextField,
  measureUnits,
  measureValue,
  numberFields,
  type NumberField,
} from './fields.ts'
import type { Operator, Token } from './lexer.ts'

/** Where parsing stops, with the sentence for the person who typed. */
export class ParseStop extends Error {
  readonly at: number
  constructor(message: string, at: number) {
    super(message)
    this.at = at
  }
}

export type Word = Token & { kind: 'word' }
export type Value = Token & { kind: 'word' | 'pattern' }

/** A field, an operator and a value. @throws ParseStop */
export interface ComparisonParts {
  readonly field: Word
  readonly operator: Operator
  readonly value: Value
  readonly compile: PatternCompiler | null
}

/** Makes the comparison of a field with a value. @throws ParseStop with the place and what may stand there */
export function comparisonOf(parts: ComparisonParts): FindExpression {
  const { field } = parts
  const name = field.quoted ? '' : fieldOf(field.text)
  const label = field.quoted ? undefined : /^label:(.+)$/i.exec(field.text)?.[1]
  if (label !== undefined) return textComparison(`label:${label}`, parts)
  if (isTextField(name)) return textComparison(name, parts)
  if (isNumberField(name)) return numberComparison(name, parts)
  if (isFlagField(name))
    throw new ParseStop(`${field.text} is or is not so: write it alone, or "not ${field.text}".`, field.at)
  throw new ParseStop(`${JSON.stringify(field.text)} is not a field.`, field.at)
}

/** A word alone: what is or is not so, else a part of a name. */
export function wordAlone(word: Word): FindExpression {
  const name = fieldOf(word.text)
  if (!word.quoted && isFlagField(name)) return { kind: 'flag', field: name }
  return { kind: 'text', field: 'name', operator: '~', value: word.text }
}

const textOperators: Partial<Record<Operator, TextOperator>> = {
  '=': '=',
  '!=': '!=',
  '~': '~',
  '!~': '!~',
  '*=': '~',
  '!*=': '!~',
  '^=': '^=',
  '!^=': '!^=',
  '$=': '$=',
  '!$=': '!$=',
}

function textComparison(
  field: TextOperand,
  { field: word, operator, value, compile }: ComparisonParts,
): FindExpression {
  if (value.kind === 'pattern') return patternComparison(field, { operator, value, compile })
  if (operator === '=~') return patternComparison(field, { operator, value, compile })
  const known = textOperators[operator]
  if (known === undefined)
    throw new ParseStop(`${word.text} is text: use =, !=, ~, !~, ^= or $=, or ~ /a regular expression/.`, word.at)
  return { kind: 'text', field, operator: known, value: kindValue(field, value.text) }
}

/** Kiali calls the node of an aggregate "operation" and hosts outside "serviceentry"; those words find ours. */
function kindValue(field: TextOperand, value: string): string {
  if (field !== 'kind') return value
  return value.toLowerCase() === 'operation' ? 'aggregate' : value
}

function patternComparison(
  field: TextOperand,
  { operator, value, compile }: Pick<ComparisonParts, 'operator' | 'value' | 'compile'>,
): FindExpression {
  if (compile === null) throw new ParseStop('Regular expressions are not loaded yet.', value.at)
  const matches = compile(value.text)
  if (matches === null) throw new ParseStop(`${JSON.stringify(value.text)} is not a regular expression.`, value.at)
  return { kind: 'pattern', field, negated: operator === '!~', pattern: { source: value.text, matches } }
}

const numberOperators: readonly NumberOperator[] = ['=', '!=', '<', '<=', '>', '>=']

function numberComparison(field: NumberField, { field: word, operator, value }: ComparisonParts): FindExpression {
  const known = numberOperators.find((one) => one === operator)
  if (known === undefined || value.kind === 'pattern')
    throw new ParseStop(`${word.text} is a number: use =, !=, <, <=, > or >=.`, value.at)
  if (value.text.toLowerCase() === 'nan') return missing(field, known, value.at)
  const number = measureValue(value.text, numberFields[field])
  if (number !== null) return { kind: 'number', field, operator: known, value: number }
  const units = measureUnits(numberFields[field])
  const allowed = units === '' ? '.' : `; units are ${units}.`
  throw new ParseStop(`${JSON.stringify(value.text)} is not a number for ${word.text}${allowed}`, value.at)
}

function missing(field: NumberField, operator: NumberOperator, at: number): FindExpression {
  if (operator === '=' || operator === '!=') return { kind: 'missing', field, negated: operator === '!=' }
  throw new ParseStop('NaN stands for a number that is missing: compare it with = or !=.', at)
}
