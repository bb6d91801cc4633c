import type { Attribute, AttributeValue, OtlpBatch, OtlpSpan } from './otlp/model.ts'

export interface Tag {
  readonly key: string
  readonly type: AttributeValue['type']
  readonly value: string | number | boolean
}

export interface SpanLog {
  readonly timestampUs: number
  readonly fields: readonly Tag[]
}

export interface SpanLink {
  readonly traceId: string
  readonly spanId: string
}

/** A span as Jaeger sees it: everything it knows is a tag, and its process is the resource it came from. */
export interface SpanRecord {
  /** 32 hex digits */
  readonly traceId: string
  /** 16 hex digits */
  readonly spanId: string
  /** Empty for a root. */
  readonly parentId: string
  readonly service: string
  readonly processTags: readonly Tag[]
  readonly operation: string
  /** Jaeger's span.kind, empty when unspecified. */
  readonly kind: SpanKind
  readonly startUs: number
  readonly durationUs: number
  readonly tags: readonly Tag[]
  readonly logs: readonly SpanLog[]
  readonly links: readonly SpanLink[]
}

export type SpanKind = '' | 'internal' | 'server' | 'client' | 'producer' | 'consumer'

export interface Translated {
  readonly records: readonly SpanRecord[]
  readonly rejected: number
  /** Why the first rejected span was; empty when none was. */
  readonly reason: string
}

const kinds: readonly SpanKind[] = ['', 'internal', 'server', 'client', 'producer', 'consumer']
/** What Jaeger calls a resource without `service.name`. */
const namelessService = 'OTLPResourceNoServiceName'

/** Turns OTLP batches into span records; a span that breaks the protocol is left out and counted. */
export function recordsOf(batches: readonly OtlpBatch[]): Translated {
  const records: SpanRecord[] = []
  let rejected = 0
  let reason = ''
  for (const batch of batches) {
    const { service, processTags } = processOf(batch.resource)
    for (const span of batch.spans) {
      const fault = faultOf(span)
      if (fault === undefined) records.push({ ...recordOf(span, batch), service, processTags })
      else {
        rejected += 1
        reason ||= fault
      }
    }
  }
  return { records, rejected, reason }
}

function faultOf({ traceId, spanId, parentSpanId, startUs, endUs, name }: OtlpSpan): string | undefined {
  const id = (text: string, digits: number) => text.length === digits && !/^0*$/.test(text)
  if (!id(traceId, 32)) return `trace_id "${traceId}" of span "${name}": 16 bytes, not all zero, are needed`
  if (!id(spanId, 16)) return `span_id "${spanId}" of span "${name}": 8 bytes, not all zero, are needed`
  if (parentSpanId !== '' && parentSpanId.length !== 16)
    return `parent_span_id "${parentSpanId}" of span "${name}": 8 bytes or none are needed`
  if (!Number.isSafeInteger(startUs) || !Number.isSafeInteger(endUs))
    return `the times of span "${name}" are out of range`
  return undefined
}

function processOf(resource: readonly Attribute[]): { service: string; processTags: Tag[] } {
  const name = resource.find(({ key }) => key === 'service.name')?.value.value
  return {
    service: name === undefined || name === '' ? namelessService : String(name),
    processTags: resource.filter(({ key }) => key !== 'service.name').map(tagOf),
  }
}

function recordOf(span: OtlpSpan, { scope }: OtlpBatch): Omit<SpanRecord, 'service' | 'processTags'> {
  const kind = kinds[span.kind] ?? ''
  const given = span.attributes.map(tagOf)
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    parentId: /^0*$/.test(span.parentSpanId) ? '' : span.parentSpanId,
    operation: span.name,
    kind,
    startUs: span.startUs,
    durationUs: Math.max(0, span.endUs - span.startUs),
    tags: [...given, ...derivedTags({ span, scope, kind })],
    logs: span.events.map(({ timeUs, name, attributes }) => ({
      timestampUs: timeUs,
      fields: [...(name === '' ? [] : [text('event', name)]), ...attributes.map(tagOf)],
    })),
    links: span.links,
  }
}

/** The fields of OTLP that Jaeger shows as tags, under Jaeger's names. */
function derivedTags({ span, scope, kind }: { span: OtlpSpan; scope: OtlpBatch['scope']; kind: SpanKind }): Tag[] {
  const { status, traceState } = span
  const tags: Tag[] = []
  if (scope.name !== '') tags.push(text('otel.scope.name', scope.name))
  if (scope.version !== '') tags.push(text('otel.scope.version', scope.version))
  if (kind !== '') tags.push(text('span.kind', kind))
  if (status.code === 1) tags.push(text('otel.status_code', 'OK'))
  if (status.code === 2) tags.push(text('otel.status_code', 'ERROR'))
  // Envoy sends its own `error` attribute as well; one is enough.
  if (status.code === 2 && !span.attributes.some(({ key }) => key === 'error'))
    tags.push({ key: 'error', type: 'bool', value: true })
  if (status.message !== '') tags.push(text('otel.status_description', status.message))
  if (traceState !== '') tags.push(text('w3c.tracestate', traceState))
  return tags
}

const tagOf = ({ key, value }: Attribute): Tag => ({ key, type: value.type, value: value.value })
const text = (key: string, value: string): Tag => ({ key, type: 'string', value })
