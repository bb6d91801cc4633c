import { MalformedRequest, type Attribute, type AttributeValue, type OtlpBatch, type OtlpSpan } from './model.ts'
import { decodeRequest, type WireKeyValue, type WireLong, type WireSpan, type WireValue } from './protocol.ts'

/**
 * Reads an export request in protobuf.
 * @throws MalformedRequest when the bytes are not one
 */
export function batchesFromProtobuf(bytes: Uint8Array): OtlpBatch[] {
  const request = decode(bytes)
  return request.resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const attributes = (resource?.attributes ?? []).map(attribute)
    return scopeSpans.map(({ scope, spans }) => ({
      resource: attributes,
      scope: { name: scope?.name ?? '', version: scope?.version ?? '' },
      spans: spans.map(span),
    }))
  })
}

function decode(bytes: Uint8Array) {
  try {
    return decodeRequest(bytes)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new MalformedRequest(`the body is not an OTLP trace request in protobuf: ${reason}`)
  }
}

function span(wire: WireSpan): OtlpSpan {
  return {
    traceId: hex(wire.traceId),
    spanId: hex(wire.spanId),
    parentSpanId: hex(wire.parentSpanId),
    traceState: wire.traceState,
    name: wire.name,
    kind: wire.kind,
    startUs: microseconds(wire.startTimeUnixNano),
    endUs: microseconds(wire.endTimeUnixNano),
    attributes: wire.attributes.map(attribute),
    events: wire.events.map((event) => ({
      timeUs: microseconds(event.timeUnixNano),
      name: event.name,
      attributes: event.attributes.map(attribute),
    })),
    links: wire.links.map((link) => ({ traceId: hex(link.traceId), spanId: hex(link.spanId) })),
    status: { code: wire.status?.code ?? 0, message: wire.status?.message ?? '' },
  }
}

function attribute({ key, value }: WireKeyValue): Attribute {
  return { key, value: value === null ? { type: 'string', value: '' } : attributeValue(value) }
}

function attributeValue(wire: WireValue): AttributeValue {
  const kind = wire.value ?? 'stringValue'
  switch (kind) {
    case 'boolValue':
      return { type: 'bool', value: wire.boolValue ?? false }
    case 'intValue':
      return { type: 'int64', value: signed(wire.intValue) }
    case 'doubleValue':
      return { type: 'float64', value: wire.doubleValue ?? 0 }
    case 'bytesValue':
      return { type: 'binary', value: Buffer.from(wire.bytesValue ?? []).toString('base64') }
    case 'arrayValue':
    case 'kvlistValue':
      return { type: 'string', value: JSON.stringify(plain(wire)) }
    case 'stringValue':
      return { type: 'string', value: wire.stringValue ?? '' }
  }
}

function plain(wire: WireValue): unknown {
  if (wire.value === 'arrayValue') return wire.arrayValue?.values.map(plain)
  if (wire.value !== 'kvlistValue') return attributeValue(wire).value
  const entries = wire.kvlistValue?.values ?? []
  return Object.fromEntries(entries.map(({ key, value }) => [key, value === null ? null : plain(value)]))
}

/** An absent id is an empty list, whatever its class. */
function hex(bytes: Uint8Array): string {
  return bytes.length === 0 ? '' : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')
}

function microseconds({ low, high }: WireLong): number {
  return Number(((BigInt(high >>> 0) << 32n) | BigInt(low >>> 0)) / 1_000n)
}

function signed(long: WireLong | undefined): number {
  return long === undefined ? 0 : Number(BigInt.asIntN(64, (BigInt(long.high) << 32n) | BigInt(long.low >>> 0)))
}
