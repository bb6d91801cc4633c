import type { SpanRecord, Tag } from '../span-record.ts'
import { encodeRequest } from './protocol.ts'

/** Spans as an OTLP request in protobuf, one resource each; for tests and for measuring. */
export function exportRequest(records: readonly SpanRecord[]): Uint8Array {
  return encodeRequest({ resourceSpans: records.map(resourceSpans) })
}

const kinds: readonly SpanRecord['kind'][] = ['', 'internal', 'server', 'client', 'producer', 'consumer']

function resourceSpans(record: SpanRecord): object {
  const service = { key: 'service.name', value: { stringValue: record.service } }
  const span = {
    traceId: Buffer.from(record.traceId, 'hex'),
    spanId: Buffer.from(record.spanId, 'hex'),
    parentSpanId: Buffer.from(record.parentId, 'hex'),
    name: record.operation,
    kind: kinds.indexOf(record.kind),
    startTimeUnixNano: `${record.startUs}000`,
    endTimeUnixNano: `${record.startUs + record.durationUs}000`,
    attributes: record.tags.map(attribute),
  }
  return { resource: { attributes: [service, ...record.processTags.map(attribute)] }, scopeSpans: [{ spans: [span] }] }
}

function attribute({ key, type, value }: Tag): object {
  switch (type) {
    case 'bool':
      return { key, value: { boolValue: value } }
    case 'int64':
      return { key, value: { intValue: value } }
    case 'float64':
      return { key, value: { doubleValue: value } }
    case 'string':
    case 'binary':
      return { key, value: { stringValue: value } }
  }
}
