import { maskNamed } from '../logs/mask-secrets.ts'
import type { JaegerProcess, JaegerSpan, JaegerTags, JaegerTrace } from './jaeger-json.ts'
import type { Span, Trace } from './model.ts'

/** More spans than this are left out of a trace; the earliest stay. */
export const maxSpans = 100_000
/** Longer values of a tag are cut: one of 10 MB would fill the answer and the page. */
export const maxTagLength = 4_096

const kinds = ['client', 'server', 'producer', 'consumer', 'internal'] as const

/** Jaeger's trace in the console's words, spans in order of their start. */
export function mapTrace({ traceID, spans, processes }: JaegerTrace, limit = maxSpans): Trace {
  const sorted = spans.toSorted((a, b) => a.startTime - b.startTime)
  const kept = sorted.slice(0, limit)
  return {
    traceId: traceID.toLowerCase(),
    spans: kept.map((span) => mapSpan(span, processes[span.processID ?? ''] ?? { serviceName: '', tags: [] })),
    truncatedAt: sorted.length > limit ? limit : null,
  }
}

function mapSpan(span: JaegerSpan, process: JaegerProcess): Span {
  const warnings = [...(span.warnings ?? [])]
  const own = fields(span.tags, warnings)
  const tags = { ...fields(process.tags, warnings), ...own }
  if (span.duration < 0)
    warnings.push(`The span reported a negative duration, ${span.duration} µs; it is shown as none.`)
  const node = nodeOf(tags['node_id'])
  return {
    spanId: span.spanID,
    parentId: parentOf(span),
    service: process.serviceName,
    operation: span.operationName,
    kind: kinds.find((kind) => kind === own['span.kind']?.toLowerCase()) ?? 'internal',
    startUs: span.startTime,
    durationUs: Math.max(0, span.duration),
    error: own['error'] === 'true' || own['otel.status_code'] === 'ERROR',
    httpStatus: statusOf(own['http.status_code'] ?? own['http.response.status_code']),
    responseFlags: flagsOf(own['response_flags']),
    workload: tags['k8s.deployment.name'] ?? node?.workload ?? null,
    namespace: tags['istio.namespace'] ?? tags['k8s.namespace.name'] ?? node?.namespace ?? null,
    pod: tags['k8s.pod.name'] ?? node?.pod ?? null,
    tags,
    logs: (span.logs ?? []).map(({ timestamp, fields: list }) => ({
      timeUs: timestamp,
      fields: fields(list, warnings),
    })),
    warnings,
  }
}

/** Tags as text; what was cut off is said in `warnings`. */
function fields(tags: JaegerTags, warnings: string[]): Record<string, string> {
  const found: Record<string, string> = {}
  for (const { key, value } of tags ?? []) {
    const text = textOf(value)
    found[key] = maskNamed(key, text.length > maxTagLength ? text.slice(0, maxTagLength) : text)
    if (text.length > maxTagLength)
      warnings.push(`${key.slice(0, 80)} was cut off at ${maxTagLength} of ${text.length} characters.`)
  }
  return found
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return value === null || value === undefined ? '' : JSON.stringify(value)
}

/** The reference that makes a span a child, in its own trace; a link to another trace makes none. */
function parentOf({ references, traceID }: JaegerSpan): string | null {
  const here = (references ?? []).filter((reference) => reference.traceID === traceID)
  const parent =
    here.find(({ refType }) => refType === 'CHILD_OF') ?? here.find(({ refType }) => refType === 'FOLLOWS_FROM')
  return parent?.spanID ?? null
}

function statusOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,3}$/.test(text) ? Number(text) : null
}

/** Envoy writes `-` where there is no flag. */
function flagsOf(text: string | undefined): string | null {
  return text === undefined || text === '' || text === '-' ? null : text
}

/** Istio's Zipkin and OpenTelemetry spans name the proxy: `sidecar~IP~POD.NAMESPACE~DOMAIN`. */
function nodeOf(nodeId: string | undefined): { pod: string; namespace: string; workload: string | null } | null {
  const [, , id = ''] = nodeId?.split('~') ?? []
  const dot = id.lastIndexOf('.')
  if (dot < 1) return null
  const pod = id.slice(0, dot)
  // A Deployment's pod is NAME-REPLICASETHASH-RANDOM.
  return { pod, namespace: id.slice(dot + 1), workload: /^(.+)-[a-z0-9]{1,10}-[a-z0-9]{5}$/.exec(pod)?.[1] ?? null }
}
