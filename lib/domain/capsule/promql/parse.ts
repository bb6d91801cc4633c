import { parseDuration } from '../../model/time-window.ts'
import type { LabelMatcher, Query, Selector } from './syntax.ts'
import { tokensOf, type Token } from './tokens.ts'

const operators = ['=', '!=', '=~', '!~'] as const
/** Deeper ones are not the console's: its own nest less than ten levels. */
const MAX_DEPTH = 60

/**
 * Reads what `lib/sources/prometheus/promql.ts` writes: selectors, rate, sum, label_replace as a mark,
 * histogram_quantile, `or`, `and on` and `/`.
 * @throws Error with one sentence for anything else
 */
export function parseQuery(text: string): Query {
  const reader = new Reader(tokensOf(text))
  const query = reader.either()
  reader.requireEnd()
  return query
}

class Reader {
  readonly #tokens: readonly Token[]
  #place = 0
  #depth = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  either(): Query {
    this.#depth += 1
    if (this.#depth > MAX_DEPTH) throw new Error('The query is nested too deeply.')
    let left = this.#both()
    while (this.#take('or')) left = { type: 'or', left, right: this.#both() }
    this.#depth -= 1
    return left
  }

  requireEnd(): void {
    const token = this.#tokens[this.#place]
    if (token !== undefined) throw this.#unexpected()
  }

  #both(): Query {
    let left = this.#quotient()
    while (this.#take('and')) {
      this.#need('on')
      const on = this.#names()
      left = { type: 'and', on, left, right: this.#quotient() }
    }
    return left
  }

  #quotient(): Query {
    let left = this.#single()
    while (this.#take('/')) left = { type: 'divide', left, right: this.#single() }
    return left
  }

  #single(): Query {
    if (this.#take('(')) {
      const inner = this.either()
      this.#need(')')
      return inner
    }
    const name = this.#word()
    switch (name) {
      case 'sum':
        return this.#sum()
      case 'rate':
        return { type: 'rate', of: this.#inBrackets(() => this.#windowed()) }
      case 'label_replace':
        return this.#inBrackets(() => this.#mark())
      case 'histogram_quantile':
        return this.#inBrackets(() => this.#quantile())
      default:
        return this.#selector(name)
    }
  }

  #sum(): Query {
    const by = this.#take('by') ? this.#names() : []
    return { type: 'sum', by, of: this.#inBrackets(() => this.either()) }
  }

  #quantile(): Query {
    const q = this.#next()
    if (q.type !== 'number') throw this.#unexpected(-1)
    this.#need(',')
    return { type: 'quantile', q: q.value, of: this.either() }
  }

  /** label_replace with an empty source: the label gets the value on every series. */
  #mark(): Query {
    const of = this.either()
    const [label = '', value = '', source, pattern] = [0, 1, 2, 3].map(() => {
      this.#need(',')
      return this.#text()
    })
    if (source !== '' || pattern !== '') throw this.#unexpected(-1)
    return { type: 'mark', label, value, of }
  }

  #windowed(): Selector {
    const found = this.#selector(this.#word())
    if (found.windowSeconds === null) throw this.#unexpected()
    return found
  }

  #selector(metric: string): Selector {
    const matchers = this.#take('{') ? this.#matchers() : []
    if (!this.#take('[')) return { type: 'selector', metric, matchers, windowSeconds: null }
    const duration = this.#next()
    const windowSeconds = duration.type === 'duration' ? parseDuration(duration.text) : null
    if (windowSeconds === null) throw this.#unexpected(-1)
    this.#need(']')
    return { type: 'selector', metric, matchers, windowSeconds }
  }

  #matchers(): LabelMatcher[] {
    const matchers: LabelMatcher[] = []
    while (!this.#take('}')) {
      if (matchers.length > 0) this.#need(',')
      const label = this.#word()
      const sign = this.#next()
      const operator = operators.find((known) => sign.type === 'sign' && known === sign.text)
      if (operator === undefined) throw this.#unexpected(-1)
      matchers.push({ label, operator, value: this.#text() })
    }
    return matchers
  }

  #names(): string[] {
    return this.#inBrackets(() => {
      const names = [this.#word()]
      while (this.#take(',')) names.push(this.#word())
      return names
    })
  }

  #inBrackets<T>(read: () => T): T {
    this.#need('(')
    const inner = read()
    this.#need(')')
    return inner
  }

  #word(): string {
    const token = this.#next()
    if (token.type !== 'word') throw this.#unexpected(-1)
    return token.text
  }

  #text(): string {
    const token = this.#next()
    if (token.type !== 'text') throw this.#unexpected(-1)
    return token.text
  }

  #take(text: string): boolean {
    const token = this.#tokens[this.#place]
    const isIt = (token?.type === 'sign' || token?.type === 'word') && token.text === text
    if (isIt) this.#place += 1
    return isIt
  }

  #need(text: string): void {
    if (!this.#take(text)) throw this.#unexpected()
  }

  #next(): Token {
    const token = this.#tokens[this.#place]
    if (token === undefined) throw this.#unexpected()
    this.#place += 1
    return token
  }

  #unexpected(offset = 0): Error {
    return new Error(`The query has something at its part ${this.#place + offset + 1} that a capsule can't answer.`)
  }
}
