import { HeddleError } from '../../domain/model/heddle-error.ts'

/**
 * The text of an answer, read only up to a limit of bytes (after decompression).
 * @throws HeddleError SOURCE_UNAVAILABLE when there is more
 */
export async function readLimited(response: Response, maxBytes: number): Promise<string> {
  if (response.body === null) return ''
  const decoder = new TextDecoder()
  const parts: string[] = []
  let total = 0
  for await (const chunk of response.body) {
    total += chunk.byteLength
    if (total > maxBytes) {
      const limit = Math.round(maxBytes / (1024 * 1024))
      throw new HeddleError(
        'SOURCE_UNAVAILABLE',
        `The answer of ${new URL(response.url).host} is larger than ${limit} MiB.`,
      )
    }
    parts.push(decoder.decode(chunk, { stream: true }))
  }
  parts.push(decoder.decode())
  return parts.join('')
}
