import type { Tag } from '../span-record.ts'
import type { StoredSpan } from '../storage/find-spans.ts'

/** A trace in the JSON that Jaeger's page and Kiali read. */
export interface JaegerTrace {
  readonly traceID: string
  readonly spans: readonly object[]
  readonly processes: Readonly<Record<string, { serviceName: string; tags: readonly Tag[] }>>
  readonly warnings: null
}

/** Writes one trace; spans of the same resource share a process `p1`, `p2`… in order of appearance. */
export function traceJson(spans: readonly StoredSpan[]): JaegerTrace {
  const names = new Map<number, string>()
  const processes: Record<string, { serviceName: string; tags: readonly Tag[] }> = {}
  const processOf = (span: StoredSpan) => {
    const known = names.get(span.processId)
    if (known !== undefined) return known
    const name = `p${names.size + 1}`
    names.set(span.processId, name)
    processes[name] = { serviceName: span.service, tags: span.processTags }
    return name
  }
  const written = spans.map((span) => spanJson(span, processOf(span)))
  return { traceID: shortId(spans[0]?.traceId ?? ''), spans: written, processes, warnings: null }
}

function spanJson(span: StoredSpan, processID: string): object {
  const traceID = shortId(span.traceId)
  const parent = span.parentId === '' ? [] : [{ refType: 'CHILD_OF', traceID, spanID: span.parentId }]
  const links = span.links.map((link) => ({
    refType: 'FOLLOWS_FROM',
    traceID: shortId(link.traceId),
    spanID: link.spanId,
  }))
  return {
    traceID,
    spanID: span.spanId,
    operationName: span.operation,
    references: [...parent, ...links],
    startTime: span.startUs,
    duration: span.durationUs,
    tags: span.tags,
    logs: span.logs.map(({ timestampUs, fields }) => ({ timestamp: timestampUs, fields })),
    processID,
    warnings: null,
  }
}

/** Jaeger writes a trace id whose upper half is zero with 16 digits. */
function shortId(traceId: string): string {
  return traceId.startsWith('0'.repeat(16)) ? traceId.slice(16) : traceId
}
