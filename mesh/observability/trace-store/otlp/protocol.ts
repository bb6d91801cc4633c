import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import protobuf from 'protobufjs'

const { root } = protobuf.parse(readFileSync(join(import.meta.dirname, 'trace.proto'), 'utf8'))
const requestType = root.lookupType('opentelemetry.proto.ExportTraceServiceRequest')
const responseType = root.lookupType('opentelemetry.proto.ExportTraceServiceResponse')

/** A 64-bit number as protobufjs hands it over. */
export interface WireLong {
  readonly low: number
  readonly high: number
}

type WireValueKind =
  'stringValue' | 'boolValue' | 'intValue' | 'doubleValue' | 'arrayValue' | 'kvlistValue' | 'bytesValue'

export interface WireValue {
  /** Which of the others is set; none is in an empty value. */
  readonly value?: WireValueKind
  readonly stringValue?: string
  readonly boolValue?: boolean
  readonly intValue?: WireLong
  readonly doubleValue?: number
  readonly arrayValue?: { readonly values: readonly WireValue[] }
  readonly kvlistValue?: { readonly values: readonly WireKeyValue[] }
  readonly bytesValue?: Uint8Array
}

export interface WireKeyValue {
  readonly key: string
  readonly value: WireValue | null
}

export interface WireSpan {
  readonly traceId: Uint8Array
  readonly spanId: Uint8Array
  readonly traceState: string
  readonly parentSpanId: Uint8Array
  readonly name: string
  readonly kind: number
  readonly startTimeUnixNano: WireLong
  readonly endTimeUnixNano: WireLong
  readonly attributes: readonly WireKeyValue[]
  readonly events: readonly {
    readonly timeUnixNano: WireLong
    readonly name: string
    readonly attributes: readonly WireKeyValue[]
  }[]
  readonly links: readonly { readonly traceId: Uint8Array; readonly spanId: Uint8Array }[]
  readonly status: { readonly code: number; readonly message: string } | null
}

export interface WireRequest {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly WireKeyValue[] } | null
    readonly scopeSpans: readonly {
      readonly scope: { readonly name: string; readonly version: string } | null
      readonly spans: readonly WireSpan[]
    }[]
  }[]
}

/**
 * Decodes an OTLP export request.
 * @throws Error when the bytes are not one
 */
export function decodeRequest(bytes: Uint8Array): WireRequest {
  // The decoder built from trace.proto fills every field with its declared type or its default, which is WireRequest.
  return requestType.decode(bytes) as unknown as WireRequest
}

/** Encodes a request; for tests and for measuring. */
export function encodeRequest(request: object): Uint8Array {
  return requestType.encode(requestType.fromObject(request)).finish()
}

/** Encodes the answer; rejected 0 means that every span was taken. */
export function encodeResponse({ rejected, message }: { rejected: number; message: string }): Uint8Array {
  const partial = rejected === 0 ? {} : { partialSuccess: { rejectedSpans: rejected, errorMessage: message } }
  return responseType.encode(responseType.fromObject(partial)).finish()
}
