const MAX_LINE = 8 * 1024 * 1024

/** The lines of a stream of bytes, without their ends. @throws Error for a line that never ends */
export async function* linesOf(chunks: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of chunks) {
    rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
    const lines = rest.split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > MAX_LINE) throw new Error('a line of the stream is too long')
    for (const line of lines) if (line !== '') yield line
  }
  if (rest !== '') yield rest
}
