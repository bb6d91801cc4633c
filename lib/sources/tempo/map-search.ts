import type { TraceAttribute } from '../../domain/tracing/attributes.ts'
import { maskNamed } from '../../domain/logs/mask-secrets.ts'
import type { TraceSummary } from '../ports.ts'
import type { SearchedTrace, TempoAttributes } from './schema.ts'

/** A line of Tempo's search in the console's words. Tempo leaves leading zeros of ids away. */
export function mapSummary(found: SearchedTrace): TraceSummary {
  const services = Object.entries(found.serviceStats ?? {})
    .map(([name, { spanCount = 0 }]) => ({ name, spans: spanCount }))
    .toSorted((a, b) => b.spans - a.spans || (a.name < b.name ? -1 : 1))
  return {
    traceId: fullId(found.traceID),
    rootService: found.rootServiceName ?? '',
    rootOperation: found.rootTraceName ?? '',
    startUs: Number(BigInt(found.startTimeUnixNano) / 1_000n),
    durationUs: (found.durationMs ?? 0) * 1_000,
    spanCount: services.reduce((sum, { spans }) => sum + spans, 0),
    errorCount: Object.values(found.serviceStats ?? {}).reduce((sum, { errorCount = 0 }) => sum + errorCount, 0),
    services,
  }
}

export const fullId = (id: string) => id.toLowerCase().padStart(32, '0')

/** What the matched spans of a trace say of themselves. */
export function mapAttributes(found: SearchedTrace): TraceAttribute[] {
  const spans = (found.spanSets ?? []).flatMap((set) => set.spans ?? [])
  const all = new Map<string, TraceAttribute>()
  for (const span of spans) {
    const fields = fieldsOf(span.attributes)
    const service = fields['service.name'] ?? found.rootServiceName ?? ''
    const namespace = fields['k8s.namespace.name'] ?? service.split('.')[1] ?? null
    for (const [key, value] of Object.entries(fields))
      if (key !== 'service.name' && value !== '' && value !== '-')
        all.set(`${service}\0${key}\0${value}`, { service, key, value, namespace })
  }
  return [...all.values()]
}

function fieldsOf(attributes: TempoAttributes): Record<string, string> {
  return Object.fromEntries(
    (attributes ?? []).map(({ key, value }) => {
      const text = String(value.stringValue ?? value.intValue ?? value.doubleValue ?? value.boolValue ?? '')
      return [key, maskNamed(key, text)]
    }),
  )
}
