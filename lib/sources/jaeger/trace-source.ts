import { summarizeTrace } from '../../domain/tracing/summary.ts'
import type { Trace, TraceSearch, TraceSource } from '../ports.ts'
import { serviceQueries, type ServiceQuery } from './candidates.ts'
import { createJaegerClient, type JaegerClient, type JaegerClientOptions } from './client.ts'
import { mapTrace } from './map-trace.ts'
import { matchesSearch } from './match-trace.ts'
import { servicesAnswer, tracesAnswer } from './schema.ts'

/** Jaeger can't ask by caller: of so many traces of the callee per wanted one, those of the edge are kept. */
const overfetch = 4
const maxFetched = 400
const parallelQueries = 4

/** Traces from any store that answers Jaeger's HTTP query API. */
export function createJaegerTraceSource(options: JaegerClientOptions): TraceSource {
  const client = createJaegerClient(options)
  return {
    search: (search, signal) => searchTraces(client, search, signal),
    get: async (traceId, signal) => {
      const path = `/api/traces/${encodeURIComponent(traceId)}`
      const answer = await client.get({ path, schema: tracesAnswer, signal })
      const [found] = answer?.data ?? []
      return found === undefined || found.spans.length === 0 ? null : mapTrace(found)
    },
    version: async () => null,
  }
}

async function searchTraces(client: JaegerClient, search: TraceSearch, signal: AbortSignal | undefined) {
  const services = await client.get({ path: '/api/services', schema: servicesAnswer, signal })
  const queries = serviceQueries(services?.data ?? [], search)
  const found = await askAll(client, { queries, search, signal })
  const matching = [...found.values()].filter((trace) => matchesSearch(trace, search)).map(summarizeTrace)
  const newestFirst = matching.toSorted((a, b) => b.startUs - a.startUs)
  return { items: newestFirst.slice(0, search.limit), limited: newestFirst.length > search.limit }
}

interface Asking {
  readonly queries: readonly ServiceQuery[]
  readonly search: TraceSearch
  readonly signal: AbortSignal | undefined
}

async function askAll(client: JaegerClient, { queries, search, signal }: Asking): Promise<Map<string, Trace>> {
  const found = new Map<string, Trace>()
  const waiting = [...queries]
  const worker = async () => {
    for (let query = waiting.shift(); query !== undefined; query = waiting.shift())
      for (const trace of await askService(client, { query, search, signal })) found.set(trace.traceId, trace)
  }
  await Promise.all(Array.from({ length: Math.min(parallelQueries, queries.length) }, worker))
  return found
}

interface AskingService {
  readonly query: ServiceQuery
  readonly search: TraceSearch
  readonly signal: AbortSignal | undefined
}

/** A workload's rest after its service's name is usually its revision; where that finds nothing it is asked without. */
async function askService(client: JaegerClient, asking: AskingService): Promise<Trace[]> {
  const { query } = asking
  const tagged =
    query.revision === null ? [] : await askOnce(client, asking, { 'istio.canonical_revision': query.revision })
  return tagged.length > 0 ? tagged : askOnce(client, asking, {})
}

async function askOnce(
  client: JaegerClient,
  { query, search, signal }: AskingService,
  tags: Record<string, string>,
): Promise<Trace[]> {
  const answer = await client.get({
    path: '/api/traces',
    query: parameters(query, search, tags),
    schema: tracesAnswer,
    signal,
  })
  return (answer?.data ?? []).map((trace) => mapTrace(trace))
}

function parameters(
  { service }: ServiceQuery,
  search: TraceSearch,
  tags: Record<string, string>,
): Record<string, string> {
  const wanted = search.errorsOnly ? { ...tags, error: 'true' } : tags
  const needsMore = search.workload !== undefined || search.source !== undefined || search.destination !== undefined
  return {
    service,
    start: String(Math.floor(search.start * 1_000_000)),
    end: String(Math.ceil(search.end * 1_000_000)),
    // One more than asked tells whether there are more.
    limit: String(Math.min(maxFetched, needsMore ? search.limit * overfetch : search.limit + 1)),
    ...(search.minDurationUs === undefined ? {} : { minDuration: `${Math.round(search.minDurationUs)}us` }),
    ...(search.maxDurationUs === undefined ? {} : { maxDuration: `${Math.round(search.maxDurationUs)}us` }),
    ...(Object.keys(wanted).length === 0 ? {} : { tags: JSON.stringify(wanted) }),
  }
}
