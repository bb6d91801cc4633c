import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { encodingHeader } from './front/request-guard.ts'

const compress = promisify(gzip)

interface Encoded {
  readonly text: string
  compressed: Promise<Uint8Array<ArrayBuffer>> | null
}

const encodings = new WeakMap<object, Encoded>()

/**
 * A value that many are answered with, written and compressed once however many ask. It must never change once it was
 * answered with. Compression goes on in a thread of its own, where the front server tells how a body is encoded (`encodingHeader`); elsewhere Next compresses.
 */
export async function sharedJson(value: object, request: Request): Promise<Response> {
  const encoded = encodings.get(value) ?? { text: JSON.stringify(value), compressed: null }
  encodings.set(value, encoded)
  const headers = { 'Content-Type': 'application/json', Vary: 'Accept-Encoding' }
  if (!acceptsGzip(request)) return new Response(encoded.text, { headers })
  encoded.compressed ??= compress(encoded.text).then((buffer) => new Uint8Array(buffer))
  return new Response(await encoded.compressed, { headers: { ...headers, [encodingHeader]: 'gzip' } })
}

function acceptsGzip(request: Request): boolean {
  if (!request.headers.has(encodingHeader)) return false
  const accepted = (request.headers.get('accept-encoding') ?? '').split(',')
  return accepted.some((one) => /^\s*(gzip|\*)\s*(;\s*q=(1(\.0*)?|0?\.\d*[1-9]\d*))?\s*$/.test(one))
}
