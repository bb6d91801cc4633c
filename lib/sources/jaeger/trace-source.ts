import { attributesOf, type TraceAttribute } from '../../domain/tracing/attributes.ts'
import { mapTrace } from '../../domain/tracing/jaeger-trace.ts'
import { summarizeTrace } from '../../domain/tracing/summary.ts'
import type { FoundTraces, Span, Trace, TraceSearch, TraceSource, TraceSummary } from '../ports.ts'
import { searchedNames, serviceQueries, type ServiceQuery } from './candidates.ts'
import { createJaegerClient, type JaegerClient, type JaegerClientOptions } from './client.ts'
import { LargeTraces } from './large-traces.ts'
import { matchesSearch } from './match-trace.ts'
import { servicesAnswer, tracesAnswer } from './schema.ts'
import { olderSlices, spreadOver } from './spread.ts'

/** Jaeger can't ask by caller: of so many traces of the callee per wanted one, those of the edge are kept. */
const overfetch = 4
/** One answer holds whole traces: more of them would be tens of megabytes. */
const maxFetched = 400
const parallelQueries = 4

/** Traces from any store that answers Jaeger's HTTP query API. */
export function createJaegerTraceSource(options: JaegerClientOptions): TraceSource {
  const client = createJaegerClient(options)
  const large = new LargeTraces(Date.now)
  return {
    search: (search, signal) => searchTraces(client, search, signal),
    get: async (traceId, signal) => {
      const kept = large.get(traceId)
      if (kept !== undefined) return kept
      const trace = await getTrace(client, traceId, { signal, timeoutMs: options.traceTimeoutMs ?? 30_000 })
      if (trace !== null) large.keep(trace)
      return trace
    },
    version: async () => null,
  }
}

async function getTrace(
  client: JaegerClient,
  traceId: string,
  { signal, timeoutMs }: { signal: AbortSignal | undefined; timeoutMs: number },
): Promise<Trace | null> {
  const path = `/api/traces/${encodeURIComponent(traceId)}`
  const limits = { timeoutMs, maxBodyBytes: 192 * 1_048_576 }
  const answer = await client.get({ path, schema: tracesAnswer, signal, limits })
  const [found] = answer?.data ?? []
  return found === undefined || found.spans.length === 0 ? null : mapTrace(found)
}

/** The newest traces; where more match than the limit, some of all of the window instead, so that it is seen whole. */
async function searchTraces(
  client: JaegerClient,
  search: TraceSearch,
  signal: AbortSignal | undefined,
): Promise<FoundTraces> {
  const services = await client.get({ path: '/api/services', schema: servicesAnswer, signal })
  const queries = serviceQueries(services?.data ?? [], search)
  const found: Found = { traces: new Map(), attributes: new Map(), full: false, oldestSeconds: search.end }
  await askAll(client, { questions: queries.map((query) => ({ query, search })), signal, found })
  if (found.full || found.traces.size > search.limit) {
    // One service that is asked for all of the window may turn out to have no more than the limit after all.
    found.full = queries.length > 1
    await askAll(client, { questions: olderQuestions(queries, search, found.oldestSeconds), signal, found })
  }
  const limited = found.full || found.traces.size > search.limit
  const items = spreadOver([...found.traces.values()], search, search.limit)
  const attributes = new Map(items.map(({ traceId }) => [traceId, found.attributes.get(traceId) ?? []]))
  return { items, limited, attributes, searched: searchedNames(queries, search) }
}

interface Question {
  readonly query: ServiceQuery
  readonly search: TraceSearch
}

/** One question for each stretch of the window before the newest traces; the services take turns. */
function olderQuestions(queries: readonly ServiceQuery[], search: TraceSearch, before: number): Question[] {
  const slices = olderSlices(search, before, search.limit)
  const limit = Math.ceil(search.limit / Math.max(1, slices.length))
  return slices.flatMap((slice, index) => {
    const query = queries[index % queries.length]
    return query === undefined ? [] : [{ query, search: { ...search, ...slice, limit } }]
  })
}

/** What was found so far. */
interface Found {
  readonly traces: Map<string, TraceSummary>
  readonly attributes: Map<string, readonly TraceAttribute[]>
  /** Whether an answer had as many traces as were asked for, so that there are more. */
  full: boolean
  /** Start of the oldest trace that was looked at, in Unix seconds. */
  oldestSeconds: number
}

interface Asking {
  readonly questions: readonly Question[]
  readonly signal: AbortSignal | undefined
  readonly found: Found
}

async function askAll(client: JaegerClient, { questions, signal, found }: Asking): Promise<void> {
  const waiting = [...questions]
  const worker = async () => {
    for (let question = waiting.shift(); question !== undefined; question = waiting.shift())
      await askService(client, { ...question, signal, found })
  }
  await Promise.all(Array.from({ length: Math.min(parallelQueries, questions.length) }, worker))
}

type AskingService = Question & Omit<Asking, 'questions'>

/** A workload's rest after its service's name is usually its revision; where that finds nothing it is asked without. */
async function askService(client: JaegerClient, asking: AskingService): Promise<void> {
  const { revision, failedOnly } = asking.query
  const failed: Record<string, string> = failedOnly ? { error: 'true' } : {}
  const tagged =
    revision === null ? 0 : await askOnce(client, asking, { ...failed, 'istio.canonical_revision': revision })
  if (tagged === 0) await askOnce(client, asking, failed)
}

/** @returns how many traces came, wanted ones or not */
async function askOnce(client: JaegerClient, asking: AskingService, tags: Record<string, string>): Promise<number> {
  const { query, search, signal, found } = asking
  const limit = fetchLimit(search)
  const asked = parameters(query.service, search, { tags, limit })
  const answer = await client.get({ path: '/api/traces', query: asked, schema: tracesAnswer, signal })
  const traces = answer?.data ?? []
  if (traces.length >= limit) found.full = true
  for (const trace of traces.map((wire) => mapTrace(wire))) {
    const summary = summarizeTrace(trace)
    found.oldestSeconds = Math.min(found.oldestSeconds, summary.startUs / 1_000_000)
    if (!hasDuration(trace, query.service, search) || !matchesSearch(trace, search)) continue
    found.traces.set(trace.traceId, summary)
    found.attributes.set(trace.traceId, attributesOf(trace))
  }
  return traces.length
}

/** Not every storage of Jaeger heeds a limit that stands alone (Badger does not). */
function hasDuration({ spans }: Trace, service: string, { minDurationUs = 0, maxDurationUs = Infinity }: TraceSearch) {
  if (minDurationUs === 0 && maxDurationUs === Infinity) return true
  const isWithin = ({ durationUs }: Span) => durationUs >= minDurationUs && durationUs <= maxDurationUs
  return spans.some((span) => span.service === service && isWithin(span))
}

/** One more than wanted tells whether there are more; several per wanted one where only some of them will fit. */
function fetchLimit({ limit, workload, source, destination }: TraceSearch): number {
  const isNarrowed = workload !== undefined || source !== undefined || destination !== undefined
  return Math.min(maxFetched, isNarrowed ? limit * overfetch : limit + 1)
}

function parameters(
  service: string,
  search: TraceSearch,
  { tags, limit }: { tags: Record<string, string>; limit: number },
): Record<string, string> {
  const named = Object.fromEntries((search.tags ?? []).map(({ key, value }) => [key, value]))
  const wanted = { ...tags, ...named, ...(search.errorsOnly ? { error: 'true' } : {}) }
  return {
    service,
    ...(search.operation === undefined ? {} : { operation: search.operation }),
    start: String(Math.floor(search.start * 1_000_000)),
    end: String(Math.ceil(search.end * 1_000_000)),
    limit: String(limit),
    ...(search.minDurationUs === undefined ? {} : { minDuration: `${Math.round(search.minDurationUs)}us` }),
    ...(search.maxDurationUs === undefined ? {} : { maxDuration: `${Math.round(search.maxDurationUs)}us` }),
    ...(Object.keys(wanted).length === 0 ? {} : { tags: JSON.stringify(wanted) }),
  }
}
