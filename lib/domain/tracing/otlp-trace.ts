import { z } from 'zod'
import { maskNamed } from '../logs/mask-secrets.ts'
import type { Span, Trace } from './model.ts'
import { maxSpans, maxTagLength } from './jaeger-trace.ts'

// OTLP's JSON of traces (opentelemetry-proto, trace/v1), for files that go to and come from other tools.

const kindNumbers = { internal: 1, server: 2, client: 3, producer: 4, consumer: 5 } as const
const kindNames = ['internal', 'internal', 'server', 'client', 'producer', 'consumer'] as const

const anyValue = z.looseObject({
  stringValue: z.string().optional(),
  intValue: z.union([z.string(), z.number()]).optional(),
  doubleValue: z.number().optional(),
  boolValue: z.boolean().optional(),
})
const attributes = z.array(z.object({ key: z.string(), value: anyValue.optional() })).default([])
const nanos = z.union([z.string().regex(/^\d{1,20}$/), z.number()]).default('0')

const otlpSpan = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().default(''),
  name: z.string().default(''),
  kind: z.union([z.number(), z.string()]).default(0),
  startTimeUnixNano: nanos,
  endTimeUnixNano: nanos,
  attributes,
  events: z.array(z.object({ timeUnixNano: nanos, name: z.string().default(''), attributes })).default([]),
  status: z.object({ code: z.union([z.number(), z.string()]).default(0) }).default({ code: 0 }),
})

export const otlpTraces = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes }).default({ attributes: [] }),
      scopeSpans: z.array(z.object({ spans: z.array(otlpSpan).default([]) })).default([]),
    }),
  ),
})
type OtlpSpan = z.infer<typeof otlpSpan>
type Attributes = z.infer<typeof attributes>

/** The spans of one trace as OTLP, grouped by service. */
export function toOtlp({ traceId, spans }: Trace): z.input<typeof otlpTraces> {
  const byService = new Map<string, Span[]>()
  for (const span of spans) {
    const known = byService.get(span.service)
    if (known === undefined) byService.set(span.service, [span])
    else known.push(span)
  }
  return {
    resourceSpans: [...byService].map(([service, own]) => ({
      resource: { attributes: attributesOf({ 'service.name': service }) },
      scopeSpans: [{ spans: own.map((span) => toOtlpSpan(traceId, span)) }],
    })),
  }
}

function toOtlpSpan(traceId: string, span: Span): z.input<typeof otlpSpan> {
  const events = span.logs.map(({ timeUs, fields }) => ({
    timeUnixNano: nanosOf(timeUs),
    name: fields['event'] ?? '',
    attributes: attributesOf(fields),
  }))
  return {
    traceId,
    spanId: span.spanId,
    parentSpanId: span.parentId ?? '',
    name: span.operation,
    kind: kindNumbers[span.kind],
    startTimeUnixNano: nanosOf(span.startUs),
    endTimeUnixNano: nanosOf(span.startUs + span.durationUs),
    attributes: attributesOf(span.tags),
    events,
    status: { code: span.error ? 2 : 0 },
  }
}

const nanosOf = (us: number) => String(BigInt(Math.round(us)) * 1_000n)
const attributesOf = (fields: Readonly<Record<string, string>>) =>
  Object.entries(fields).map(([key, value]) => ({ key, value: { stringValue: value } }))

/** The trace of an OTLP file with the most spans; null for a file without spans. */
export function fromOtlp(file: z.infer<typeof otlpTraces>): Trace | null {
  const traces = new Map<string, Span[]>()
  for (const { resource, scopeSpans } of file.resourceSpans) {
    const shared = fieldsOf(resource.attributes)
    for (const span of scopeSpans.flatMap(({ spans }) => spans)) {
      const known = traces.get(span.traceId)
      if (known === undefined) traces.set(span.traceId, [fromOtlpSpan(span, shared)])
      else known.push(fromOtlpSpan(span, shared))
    }
  }
  const [largest] = [...traces].toSorted(([, a], [, b]) => b.length - a.length)
  if (largest === undefined) return null
  const spans = largest[1].toSorted((a, b) => a.startUs - b.startUs)
  const truncatedAt = spans.length > maxSpans ? maxSpans : null
  return { traceId: largest[0].toLowerCase(), spans: spans.slice(0, maxSpans), truncatedAt }
}

function fromOtlpSpan(span: OtlpSpan, shared: Record<string, string>): Span {
  const tags = { ...shared, ...fieldsOf(span.attributes) }
  const startUs = Number(BigInt(span.startTimeUnixNano) / 1_000n)
  const status = tags['http.status_code'] ?? tags['http.response.status_code'] ?? ''
  const flags = tags['response_flags'] ?? '-'
  return {
    spanId: span.spanId,
    parentId: span.parentSpanId === '' ? null : span.parentSpanId,
    service: shared['service.name'] ?? '',
    operation: span.name,
    kind: kindNames[Number(span.kind)] ?? kindOfWord(String(span.kind)),
    startUs,
    durationUs: Math.max(0, Number(BigInt(span.endTimeUnixNano) / 1_000n) - startUs),
    error: Number(span.status.code) === 2 || span.status.code === 'STATUS_CODE_ERROR' || tags['error'] === 'true',
    httpStatus: /^\d{3}$/.test(status) ? Number(status) : null,
    responseFlags: flags === '-' || flags === '' ? null : flags,
    workload: tags['k8s.deployment.name'] ?? null,
    namespace: tags['istio.namespace'] ?? tags['k8s.namespace.name'] ?? null,
    pod: tags['k8s.pod.name'] ?? null,
    tags,
    logs: span.events.map(({ timeUnixNano, name, attributes: own }) => ({
      timeUs: Number(BigInt(timeUnixNano) / 1_000n),
      fields: { ...(name === '' ? {} : { event: name }), ...fieldsOf(own) },
    })),
    warnings: [],
  }
}

const kindOfWord = (word: string) => kindNames.find((kind) => word === `SPAN_KIND_${kind.toUpperCase()}`) ?? 'internal'

function fieldsOf(list: Attributes): Record<string, string> {
  return Object.fromEntries(list.map(({ key, value }) => [key, maskNamed(key, textOf(value).slice(0, maxTagLength))]))
}

function textOf(value: Attributes[number]['value']): string {
  const plain = value?.stringValue ?? value?.intValue ?? value?.doubleValue ?? value?.boolValue
  return plain === undefined ? JSON.stringify(value ?? '') : String(plain)
}
