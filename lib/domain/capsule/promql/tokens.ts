export type Token =
  | { readonly type: 'word'; readonly text: string }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'duration'; readonly text: string }
  | { readonly type: 'sign'; readonly text: string }

const shapes =
  /\s*(?:(?<text>"(?:[^"\\]|\\.)*")|(?<duration>\d+[smhdw](?:\d+[smhdw])*)|(?<number>\d+(?:\.\d+)?)|(?<word>[a-zA-Z_:][\w:]*)|(?<sign>=~|!~|!=|[=(){}[\],/]))/y

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

/** Cuts a query into its tokens. @throws Error for what is none */
export function tokensOf(query: string): Token[] {
  const tokens: Token[] = []
  const end = query.trimEnd().length
  shapes.lastIndex = 0
  while (shapes.lastIndex < end) {
    const place = shapes.lastIndex
    const found = shapes.exec(query)
    if (found?.groups === undefined) throw new Error(`The query is not understood at character ${place + 1}.`)
    tokens.push(tokenOf(found.groups))
  }
  return tokens
}

function tokenOf(groups: Readonly<Record<string, string | undefined>>): Token {
  const { text, duration, number, word, sign = '' } = groups
  if (text !== undefined) return { type: 'text', text: unquoted(text) }
  if (duration !== undefined) return { type: 'duration', text: duration }
  if (number !== undefined) return { type: 'number', value: Number(number) }
  return word === undefined ? { type: 'sign', text: sign } : { type: 'word', text: word }
}

function unquoted(text: string): string {
  return text.slice(1, -1).replaceAll(/\\(.)/g, (_, char: string) => escapes[char] ?? char)
}
