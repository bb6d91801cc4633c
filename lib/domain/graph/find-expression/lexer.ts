export type Token =
  | { kind: 'word'; text: string; at: number; quoted: boolean }
  | { kind: 'operator'; text: Operator; at: number }
  | { kind: 'open' | 'close' | 'end'; at: number }

export type Operator = '=' | '!=' | '~' | '!~' | '<' | '<=' | '>' | '>='

/** Where reading stopped and why, in one sentence. */
export type FindError = { message: string; at: number }

export type Lexed = { ok: true; tokens: readonly Token[] } | { ok: false; error: FindError }

const patterns: readonly [RegExp, (text: string, at: number) => Token | null][] = [
  [/\s+/y, () => null],
  [/\(/y, (_, at) => ({ kind: 'open', at })],
  [/\)/y, (_, at) => ({ kind: 'close', at })],
  [/!=|!~|<=|>=|=|~|<|>/y, operatorToken],
  [/"[^"]*"/y, (text, at) => ({ kind: 'word', text: text.slice(1, -1), at, quoted: true })],
  [/[^\s()=!~<>"]+/y, (text, at) => ({ kind: 'word', text, at, quoted: false })],
]

const operators: readonly Operator[] = ['=', '!=', '~', '!~', '<', '<=', '>', '>=']

function operatorToken(text: string, at: number): Token | null {
  const operator = operators.find((known) => known === text)
  return operator === undefined ? null : { kind: 'operator', text: operator, at }
}

/** Splits an expression into tokens, the last of which is `end`. */
export function lex(source: string): Lexed {
  const tokens: Token[] = []
  let at = 0
  while (at < source.length) {
    const step = nextToken(source, at)
    if (step === null) return { ok: false, error: lexError(source, at) }
    if (step.token !== null) tokens.push(step.token)
    at = step.end
  }
  return { ok: true, tokens: [...tokens, { kind: 'end', at: source.length }] }
}

function nextToken(source: string, at: number): { token: Token | null; end: number } | null {
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
