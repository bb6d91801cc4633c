import { HeddleError, sourceUnavailable } from '../../domain/model/heddle-error.ts'

/**
 * The text of an answer, read only up to a limit of bytes (after decompression).
 * @throws HeddleError SOURCE_UNAVAILABLE when there is more, in the name of the source if one is given
 */
export async function readLimited(response: Response, maxBytes: number, source?: string): Promise<string> {
  const parts: string[] = []
  await readChunks(response, { maxBytes, source }, (text) => void parts.push(text))
  return parts.join('')
}

/** The same, piece by piece as it comes. */
export async function readChunks(
  response: Response,
  { maxBytes, source }: { readonly maxBytes: number; readonly source?: string | undefined },
  take: (text: string) => void,
): Promise<void> {
  if (response.body === null) return
  const decoder = new TextDecoder()
  let total = 0
  for await (const chunk of response.body) {
    total += chunk.byteLength
    if (total > maxBytes) throw tooLarge(response.url, maxBytes, source)
    take(decoder.decode(chunk, { stream: true }))
  }
  take(decoder.decode())
}

function tooLarge(url: string, maxBytes: number, source: string | undefined): HeddleError {
  if (source !== undefined) return sourceUnavailable(source, `the answer has more than ${maxBytes} bytes`)
  const limit = Math.round(maxBytes / (1024 * 1024))
  return new HeddleError('SOURCE_UNAVAILABLE', `The answer of ${new URL(url).host} is larger than ${limit} MiB.`)
}
