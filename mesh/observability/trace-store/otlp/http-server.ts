import type { IncomingMessage, Server } from 'node:http'
import { readBody, startHttpServer, type HttpAnswer } from '../http.ts'
import type { Receipt, Receive } from '../receive.ts'
import { batchesFromJson } from './from-json.ts'
import { batchesFromProtobuf } from './from-protobuf.ts'
import { MalformedRequest } from './model.ts'
import { encodeResponse } from './protocol.ts'

export interface OtlpHttpDeps {
  readonly receive: Receive
  readonly onMalformed: (error: unknown) => void
}

type Encoding = 'protobuf' | 'json'

/** Serves OTLP over HTTP, `POST /v1/traces`, in protobuf and JSON. */
export function startOtlpHttpServer(port: number, deps: OtlpHttpDeps): Promise<Server> {
  return startHttpServer(port, async (request, url) => {
    if (url.pathname !== '/v1/traces') return fault(404, `nothing is at ${url.pathname}: traces go to /v1/traces`)
    if (request.method !== 'POST') return fault(405, `${request.method ?? ''} is not allowed: POST is`)
    const encoding = encodingOf(request)
    if (encoding === undefined)
      return fault(
        415,
        `content-type "${request.headers['content-type'] ?? ''}" is not known: application/x-protobuf and application/json are`,
      )
    return exportTraces(await readBody(request), encoding, deps)
  })
}

function encodingOf(request: IncomingMessage): Encoding | undefined {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  if (type === 'application/x-protobuf' || type === 'application/protobuf') return 'protobuf'
  return type === 'application/json' ? 'json' : undefined
}

function exportTraces(body: Buffer, encoding: Encoding, { receive, onMalformed }: OtlpHttpDeps): HttpAnswer {
  let receipt: Receipt
  try {
    const batches = encoding === 'json' ? batchesFromJson(body.toString('utf8')) : batchesFromProtobuf(body)
    receipt = receive(batches, 'http')
  } catch (error) {
    onMalformed(error)
    if (error instanceof MalformedRequest) return fault(400, error.message)
    throw error
  }
  if (receipt.kind === 'full') return { ...fault(429, receipt.message), headers: { 'retry-after': '1' } }
  if (encoding === 'protobuf')
    return { status: 200, contentType: 'application/x-protobuf', body: encodeResponse(receipt) }
  const partial =
    receipt.rejected === 0
      ? {}
      : { partialSuccess: { rejectedSpans: String(receipt.rejected), errorMessage: receipt.message } }
  return { status: 200, contentType: 'application/json', body: JSON.stringify(partial) }
}

/** An error is JSON even for senders of protobuf: their clients log the text and read no more of it. */
function fault(status: number, message: string): HttpAnswer {
  return { status, contentType: 'application/json', body: JSON.stringify({ message }) }
}
