import { comparisonOf, ParseStop, wordAlone, type Word } from './compare.ts'
import type { FindExpression, PatternCompiler } from './expression.ts'
import { lex, type FindError, type Token } from './lexer.ts'

export type ParsedFind = { ok: true; expression: FindExpression | null } | { ok: false; error: FindError }

/** Deeper nesting than this is a mistake or malice. */
const MAX_DEPTH = 100
const MAX_LENGTH = 4_000

/**
 * Parses an expression; an empty one is valid and finds nothing in particular (null). Without a compiler for them, regular
 * expressions are refused at their place: `linear-pattern.ts` has one, apart because it is large.
 */
export function parseFind(source: string, compile: PatternCompiler | null = null): ParsedFind {
  if (source.length > MAX_LENGTH)
    return { ok: false, error: { message: `The expression is longer than ${MAX_LENGTH} characters.`, at: MAX_LENGTH } }
  const lexed = lex(source)
  if (!lexed.ok) return lexed
  if (lexed.tokens.length === 1) return { ok: true, expression: null }
  try {
    return { ok: true, expression: new Parser(lexed.tokens, compile).whole() }
  } catch (error) {
    if (error instanceof ParseStop) return { ok: false, error: { message: error.message, at: error.at } }
    throw error
  }
}

/** Whether an expression has a regular expression in it, so that the compiler is worth loading. */
export function usesPatterns(source: string): boolean {
  const lexed = lex(source)
  return (
    lexed.ok &&
    lexed.tokens.some((token) => token.kind === 'pattern' || (token.kind === 'operator' && token.text === '=~'))
  )
}

/** Recursive descent: or, and, not, then a group or a comparison (F1). */
class Parser {
  readonly #tokens: readonly Token[]
  readonly #compile: PatternCompiler | null
  #index = 0
  #depth = 0

  constructor(tokens: readonly Token[], compile: PatternCompiler | null) {
    this.#tokens = tokens
    this.#compile = compile
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
    this.#depth += 1
    if (this.#depth > MAX_DEPTH) throw new ParseStop('The expression is nested too deeply.', this.#peek().at)
    const negated = this.#takeNot()
    const found: FindExpression = negated ? { kind: 'not', inner: this.#not() } : this.#operand()
    this.#depth -= 1
    return found
  }

  #takeNot(): boolean {
    if (this.#peek().kind !== 'not') return this.#takeKeyword('not')
    this.#index += 1
    return true
  }

  #operand(): FindExpression {
    this.#skipNoise()
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

  #comparison(field: Word): FindExpression {
    const operator = this.#peek()
    if (operator.kind !== 'operator') return wordAlone(field)
    this.#index += 1
    const value = this.#next()
    if (value.kind !== 'word' && value.kind !== 'pattern')
      throw new ParseStop(`A value is missing after ${operator.text}.`, value.at)
    return comparisonOf({ field, operator: operator.text, value, compile: this.#compile })
  }

  /** "is healthy" and "has virtualservice" are "healthy" and "virtualservice" (F3). */
  #skipNoise(): void {
    const [token, after] = [this.#peek(), this.#tokens[this.#index + 1]]
    const isNoise = token.kind === 'word' && !token.quoted && /^(is|has)$/i.test(token.text)
    if (isNoise && after?.kind === 'word') this.#index += 1
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
