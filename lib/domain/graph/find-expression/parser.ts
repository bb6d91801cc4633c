import {
  isNumberField,
  isTextField,
  measureUnits,
  measureValue,
  numberFields,
  type NumberField,
  type TextField,
} from './fields.ts'
import { lex, type FindError, type Operator, type Token } from './lexer.ts'

export type TextOperator = '=' | '!=' | '~' | '!~'
export type NumberOperator = '=' | '!=' | '<' | '<=' | '>' | '>='

export type FindExpression =
  | { kind: 'and' | 'or'; left: FindExpression; right: FindExpression }
  | { kind: 'not'; inner: FindExpression }
  | { kind: 'text'; field: TextField; operator: TextOperator; value: string }
  | { kind: 'number'; field: NumberField; operator: NumberOperator; value: number }

export type ParsedFind = { ok: true; expression: FindExpression | null } | { ok: false; error: FindError }

/** Parses an expression; an empty one is valid and finds nothing in particular (null). */
export function parseFind(source: string): ParsedFind {
  const lexed = lex(source)
  if (!lexed.ok) return lexed
  if (lexed.tokens.length === 1) return { ok: true, expression: null }
  try {
    return { ok: true, expression: new Parser(lexed.tokens).whole() }
  } catch (error) {
    if (error instanceof ParseStop) return { ok: false, error: { message: error.message, at: error.at } }
    throw error
  }
}

class ParseStop extends Error {
  readonly at: number
  constructor(message: string, at: number) {
    super(message)
    this.at = at
  }
}

/** Recursive descent: or, and, not, then a group or a comparison. */
class Parser {
  readonly #tokens: readonly Token[]
  #index = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  whole(): FindExpression {
    const expression = this.#or()
    const rest = this.#peek()
    if (rest.kind !== 'end') throw new ParseStop('"and" or "or" is missing here.', rest.at)
    return expression
  }

  #or(): FindExpression {
    let left = this.#and()
    while (this.#takeKeyword('or')) left = { kind: 'or', left, right: this.#and() }
    return left
  }

  #and(): FindExpression {
    let left = this.#not()
    while (this.#takeKeyword('and')) left = { kind: 'and', left, right: this.#not() }
    return left
  }

  #not(): FindExpression {
    return this.#takeKeyword('not') ? { kind: 'not', inner: this.#not() } : this.#operand()
  }

  #operand(): FindExpression {
    const token = this.#next()
    if (token.kind === 'open') return this.#group(token.at)
    if (token.kind === 'word') return this.#comparison(token)
    if (token.kind === 'end') throw new ParseStop('Something to find is missing at the end.', token.at)
    throw new ParseStop('A field or a word must stand here.', token.at)
  }

  #group(at: number): FindExpression {
    const inner = this.#or()
    if (this.#next().kind !== 'close') throw new ParseStop('This parenthesis is never closed.', at)
    return inner
  }

  #comparison(field: Token & { kind: 'word' }): FindExpression {
    const operator = this.#peek()
    if (operator.kind !== 'operator') return { kind: 'text', field: 'name', operator: '~', value: field.text }
    this.#index += 1
    const value = this.#next()
    if (value.kind !== 'word') throw new ParseStop(`A value is missing after ${operator.text}.`, value.at)
    return compare(field, operator.text, value)
  }

  #takeKeyword(keyword: string): boolean {
    const token = this.#peek()
    const found = token.kind === 'word' && !token.quoted && token.text.toLowerCase() === keyword
    if (found) this.#index += 1
    return found
  }

  #peek(): Token {
    return this.#tokens[this.#index] ?? { kind: 'end', at: 0 }
  }

  #next(): Token {
    const token = this.#peek()
    this.#index += 1
    return token
  }
}

type Word = Token & { kind: 'word' }

function compare(field: Word, operator: Operator, value: Word): FindExpression {
  const name = field.text.toLowerCase()
  if (isTextField(name)) return compareText(name, operator, { value: value.text, at: field.at })
  if (isNumberField(name)) return compareNumber(name, operator, value)
  throw new ParseStop(`${JSON.stringify(field.text)} is not a field.`, field.at)
}

function compareText(
  field: TextField,
  operator: Operator,
  { value, at }: { value: string; at: number },
): FindExpression {
  if (operator === '=' || operator === '!=' || operator === '~' || operator === '!~')
    return { kind: 'text', field, operator, value }
  throw new ParseStop(`${field} is text: use =, !=, ~ or !~.`, at)
}

function compareNumber(field: NumberField, operator: Operator, word: Word): FindExpression {
  if (operator === '~' || operator === '!~')
    throw new ParseStop(`${field} is a number: use =, !=, <, <=, > or >=.`, word.at)
  const value = measureValue(word.text, numberFields[field])
  if (value !== null) return { kind: 'number', field, operator, value }
  const units = measureUnits(numberFields[field])
  throw new ParseStop(`${JSON.stringify(word.text)} is not a number for ${field}; units are ${units}.`, word.at)
}
