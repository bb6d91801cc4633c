import type { IncomingMessage } from 'node:http'
import { parse } from 'yaml'
import { ApiError } from '../api-error.ts'
import { decodeProtobuf } from '../protobuf/decode.ts'

const limitBytes = 3 * 1024 * 1024

export interface RequestBody {
  /** Without parameters, lower case. */
  readonly mediaType: string
  readonly value: unknown
}

/**
 * Reads a JSON, YAML or protobuf body.
 * @throws ApiError RequestEntityTooLarge above 3 MiB, BadRequest for text that is neither, UnsupportedMediaType
 */
export async function readBody(request: IncomingMessage): Promise<RequestBody> {
  const mediaType = (request.headers['content-type'] ?? 'application/json').split(';')[0]?.trim().toLowerCase() ?? ''
  const bytes = await readBytes(request)
  if (mediaType === 'application/vnd.kubernetes.protobuf' && bytes.byteLength > 0)
    return { mediaType, value: decodeProtobuf(bytes) }
  const text = bytes.toString('utf8')
  return { mediaType, value: text.trim() === '' ? undefined : parseText(text, mediaType) }
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    size += bytes.byteLength
    if (size > limitBytes)
      throw new ApiError(
        'RequestEntityTooLarge',
        `the body is larger than ${limitBytes} bytes, the most that is accepted`,
      )
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

function parseText(text: string, mediaType: string): unknown {
  if (mediaType.includes('cbor'))
    throw new ApiError('UnsupportedMediaType', `${mediaType} is not understood here: send application/json`)
  try {
    return mediaType.includes('yaml') ? parse(text) : JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error)
    throw new ApiError('BadRequest', `the body is not valid ${mediaType.includes('yaml') ? 'YAML' : 'JSON'}: ${reason}`)
  }
}
