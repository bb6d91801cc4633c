/** An attribute's value; lists and maps are already JSON text, as Jaeger shows them. */
export type AttributeValue =
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'int64'; readonly value: number }
  | { readonly type: 'float64'; readonly value: number }
  /** base64 */
  | { readonly type: 'binary'; readonly value: string }

export interface Attribute {
  readonly key: string
  readonly value: AttributeValue
}

export interface OtlpEvent {
  readonly timeUs: number
  readonly name: string
  readonly attributes: readonly Attribute[]
}

/** One span as it arrived, whichever encoding it came in: ids as lower-case hex, times in microseconds since 1970. */
export interface OtlpSpan {
  readonly traceId: string
  readonly spanId: string
  /** Empty for a root. */
  readonly parentSpanId: string
  readonly traceState: string
  readonly name: string
  /** OTLP's number: 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  readonly kind: number
  readonly startUs: number
  readonly endUs: number
  readonly attributes: readonly Attribute[]
  readonly events: readonly OtlpEvent[]
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[]
  readonly status: { readonly code: number; readonly message: string }
}

/** Spans that share a resource and an instrumentation scope. */
export interface OtlpBatch {
  readonly resource: readonly Attribute[]
  readonly scope: { readonly name: string; readonly version: string }
  readonly spans: readonly OtlpSpan[]
}

/** A request that can't be understood at all; the message is one sentence for its sender. */
export class MalformedRequest extends Error {
  override readonly name = 'MalformedRequest'
}
