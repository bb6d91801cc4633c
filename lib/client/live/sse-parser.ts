/** One event of a stream as it came: what `id`, `event` and `data` lines said. */
export type StreamEvent = { id: string | null; event: string; data: string }

/** What is left of a block that is not complete yet. */
export type ParserState = { rest: string }

export const emptyParser: ParserState = { rest: '' }

/** Takes the next piece of text; pieces may end anywhere, also within a line. Comments and blocks without data are nothing. */
export function parseChunk({ rest }: ParserState, chunk: string): { state: ParserState; events: StreamEvent[] } {
  const blocks = `${rest}${chunk}`.replaceAll('\r\n', '\n').split('\n\n')
  const last = blocks.pop() ?? ''
  return { state: { rest: last }, events: blocks.map(parseBlock).filter((event) => event !== null) }
}

function parseBlock(block: string): StreamEvent | null {
  const fields = block
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith(':'))
    .map((line) => {
      const at = line.indexOf(':')
      return at < 0 ? ([line, ''] as const) : ([line.slice(0, at), line.slice(at + 1).replace(/^ /, '')] as const)
    })
  const all = (name: string) => fields.filter(([field]) => field === name).map(([, value]) => value)
  const data = all('data')
  if (data.length === 0) return null
  return { id: all('id').at(-1) ?? null, event: all('event').at(-1) ?? 'message', data: data.join('\n') }
}
