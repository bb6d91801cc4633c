import { attributesOf } from '../../domain/tracing/attributes.ts'
import { summarizeTrace } from '../../domain/tracing/summary.ts'
import { searchedNames, serviceQueries, type ServiceQuery } from '../jaeger/candidates.ts'
import { matchesSearch } from '../jaeger/match-trace.ts'
import { spreadOver } from '../jaeger/spread.ts'
import type { FoundTraces, Span, Trace, TraceSearch, TraceSource } from '../ports.ts'
import { notFrozen } from './not-frozen.ts'

/** Frozen traces, searched by the same rules as a store's. */
export class CapsuleTraces implements TraceSource {
  readonly #traces: ReadonlyMap<string, Trace>
  readonly #isFrozen: boolean

  constructor(traces: ReadonlyMap<string, Trace>, isFrozen: boolean) {
    this.#traces = traces
    this.#isFrozen = isFrozen
  }

  async search(search: TraceSearch): Promise<FoundTraces> {
    if (!this.#isFrozen) throw notFrozen('traces')
    const services = [...this.#traces.values()].flatMap(({ spans }) => spans.map(({ service }) => service))
    const queries = serviceQueries([...new Set(services)].toSorted(), search)
    const found = [...this.#traces.values()].filter((trace) => isWanted(trace, queries, search))
    const items = spreadOver(found.map(summarizeTrace), search, search.limit)
    const byId = new Map(found.map((trace) => [trace.traceId, trace]))
    const attributes = new Map(
      items.map(({ traceId }) => {
        const trace = byId.get(traceId)
        return [traceId, trace === undefined ? [] : attributesOf(trace)]
      }),
    )
    return { items, limited: found.length > items.length, attributes, searched: searchedNames(queries, search) }
  }

  async get(traceId: string): Promise<Trace | null> {
    if (!this.#isFrozen) throw notFrozen('traces')
    return this.#traces.get(traceId) ?? null
  }

  async version(): Promise<string | null> {
    return null
  }
}

/** One span of an asked service must fulfil every condition, as in Jaeger. */
function isWanted(trace: Trace, queries: readonly ServiceQuery[], search: TraceSearch): boolean {
  const startUs = Math.min(...trace.spans.map((span) => span.startUs))
  if (startUs < search.start * 1_000_000 || startUs > search.end * 1_000_000) return false
  const services = new Set(queries.map(({ service }) => service))
  return trace.spans.some((span) => services.has(span.service) && fulfils(span, search)) && matchesSearch(trace, search)
}

function fulfils(span: Span, { minDurationUs = 0, maxDurationUs = Infinity, ...search }: TraceSearch): boolean {
  return (
    span.durationUs >= minDurationUs &&
    span.durationUs <= maxDurationUs &&
    (!search.errorsOnly || span.error) &&
    (search.operation === undefined || span.operation === search.operation) &&
    (search.tags ?? []).every(({ key, value }) => span.tags[key] === value)
  )
}
