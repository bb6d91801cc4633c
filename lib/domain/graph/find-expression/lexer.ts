export type Token =
  | { kind: 'word'; text: string; at: number; quoted: boolean }
  | { kind: 'pattern'; text: string; at: number }
  | { kind: 'operator'; text: Operator; at: number }
  | { kind: 'open' | 'close' | 'not' | 'end'; at: number }

export const operators = [
  '!^=',
  '!$=',
  '!*=',
  '!=',
  '!~',
  '^=',
  '$=',
  '*=',
  '=~',
  '<=',
  '>=',
  '=',
  '~',
  '<',
  '>',
] as const
export type Operator = (typeof operators)[number]

/** Where reading stopped and why, in one sentence. */
export type FindError = { message: string; at: number }

export type Lexed = { ok: true; tokens: readonly Token[] } | { ok: false; error: FindError }

const patterns: readonly [RegExp, (text: string, at: number) => Token | null][] = [
  [/\s+/y, () => null],
  [/\(/y, (_, at) => ({ kind: 'open', at })],
  [/\)/y, (_, at) => ({ kind: 'close', at })],
  [/![\^$*]=|!=|!~|[\^$*]=|=~|<=|>=|=|~|<|>/y, operatorToken],
  [/!/y, (_, at) => ({ kind: 'not', at })],
  [/"(?:[^"\\]|\\.)*"/sy, (text, at) => ({ kind: 'word', text: unquoted(text), at, quoted: true })],
  [/(?:(?![\^$*]=)[^\s()=!~<>"])+/y, (text, at) => ({ kind: 'word', text, at, quoted: false })],
  // A lone ^, $ or * before "=" begins an operator only after a field; anywhere else it is a mistake, said by the parser.
]

/** What follows "~" in slashes is a regular expression, spaces and parentheses included. */
const patternLiteral = /\s*\/((?:[^/\\\n]|\\.)*)\//y

function unquoted(text: string): string {
  return text.slice(1, -1).replaceAll(/\\(["\\])/g, '$1')
}

function operatorToken(text: string, at: number): Token | null {
  const operator = operators.find((known) => known === text)
  return operator === undefined ? null : { kind: 'operator', text: operator, at }
}

/** Splits an expression into tokens, the last of which is `end`. */
export function lex(source: string): Lexed {
  const tokens: Token[] = []
  let at = 0
  while (at < source.length) {
    const step = patternAfter(tokens.at(-1), source, at) ?? nextToken(source, at)
    if (step === null) return { ok: false, error: lexError(source, at) }
    if (step.token !== null) tokens.push(step.token)
    at = step.end
  }
  return { ok: true, tokens: [...tokens, { kind: 'end', at: source.length }] }
}

interface Step {
  token: Token | null
  end: number
}

function patternAfter(before: Token | undefined, source: string, at: number): Step | null {
  if (before?.kind !== 'operator' || !before.text.includes('~')) return null
  patternLiteral.lastIndex = at
  const match = patternLiteral.exec(source)
  if (match === null) return null
  const end = at + match[0].length
  return {
    token: { kind: 'pattern', text: (match[1] ?? '').replaceAll(String.raw`\/`, '/'), at: source.indexOf('/', at) },
    end,
  }
}

function nextToken(source: string, at: number): Step | null {
  for (const [pattern, make] of patterns) {
    pattern.lastIndex = at
    const text = pattern.exec(source)?.[0]
    if (text !== undefined) return { token: make(text, at), end: at + text.length }
  }
  return null
}

function lexError(source: string, at: number): FindError {
  const character = source[at] ?? ''
  if (character === '"') return { message: 'The quotation mark is never closed.', at }
  return { message: `${JSON.stringify(character)} cannot stand here.`, at }
}
