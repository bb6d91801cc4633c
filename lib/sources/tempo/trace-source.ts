import { HeddleError, messageOf, sourceUnavailable } from '../../domain/model/heddle-error.ts'
import { fromOtlp, otlpTraces } from '../../domain/tracing/otlp-trace.ts'
import { conventionOfAll } from '../../domain/tracing/service-names.ts'
import { parseAnswer } from '../http/parse-answer.ts'
import { readLimited } from '../http/read-limited.ts'
import type { FoundTraces, Trace, TraceSearch, TraceSource } from '../ports.ts'
import { mapAttributes, mapSummary } from './map-search.ts'
import { hexIds } from './hex-ids.ts'
import { buildInfo, searchAnswer } from './schema.ts'
import { traceQl } from './traceql.ts'

export interface TempoOptions {
  readonly url: string
  /** Sent as `X-Scope-OrgID` where Tempo keeps several tenants apart. */
  readonly tenant?: string | undefined
  readonly timeoutMs?: number
}

const name = 'The trace store'
const maxBytes = 192 * 1_048_576

/** Traces from Grafana Tempo. */
export function createTempoTraceSource(options: TempoOptions): TraceSource {
  return {
    search: (search, signal) => searchTraces(options, search, signal),
    get: async (traceId, signal) => {
      const answer = await ask(options, { path: `/api/traces/${encodeURIComponent(traceId)}`, signal })
      return answer === null ? null : traceOf(answer, traceId)
    },
    version: async () => {
      const answer = await ask(options, { path: '/api/status/buildinfo', signal: undefined })
      return answer === null ? null : parseAnswer(name, answer, buildInfo).version
    },
  }
}

async function searchTraces(
  options: TempoOptions,
  search: TraceSearch,
  signal: AbortSignal | undefined,
): Promise<FoundTraces> {
  const query = new URLSearchParams({
    q: traceQl(search),
    start: String(Math.floor(search.start)),
    end: String(Math.ceil(search.end)),
    // One more than wanted tells whether there are more.
    limit: String(search.limit + 1),
    spss: '10',
  })
  const answer = await ask(options, { path: `/api/search?${query.toString()}`, signal })
  const found = answer === null ? [] : (parseAnswer(name, answer, searchAnswer).traces ?? [])
  const shown = found.slice(0, search.limit)
  const items = shown.map(mapSummary).toSorted((a, b) => b.startUs - a.startUs)
  const services = [...new Set(items.flatMap((item) => item.services.map((service) => service.name)))]
  return {
    items,
    limited: found.length > search.limit,
    attributes: new Map(shown.map((trace) => [mapSummary(trace).traceId, mapAttributes(trace)])),
    searched: {
      asked: search.destination ?? search.workload ?? search.source ?? search.service ?? null,
      services,
      convention: conventionOfAll(services),
    },
  }
}

function traceOf(answer: unknown, traceId: string): Trace | null {
  const trace = fromOtlp(parseAnswer(name, hexIds(answer), otlpTraces))
  return trace === null ? null : { ...trace, traceId }
}

/** @returns undefined never; null for 404. @throws HeddleError SOURCE_UNAVAILABLE; the abort reason when aborted */
async function ask(
  { url, tenant, timeoutMs = 20_000 }: TempoOptions,
  { path, signal }: { path: string; signal: AbortSignal | undefined },
): Promise<unknown> {
  const limit = AbortSignal.timeout(timeoutMs)
  try {
    const response = await fetch(`${url.replace(/\/+$/, '')}${path}`, {
      headers: { accept: 'application/json', ...(tenant === undefined ? {} : { 'x-scope-orgid': tenant }) },
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
      // An address that is not configured is never followed.
      redirect: 'error',
    })
    if (response.status === 404) {
      await response.body?.cancel()
      return null
    }
    const text = await readLimited(response, maxBytes, name)
    if (!response.ok) throw sourceUnavailable(name, `${response.status} ${text.slice(0, 200)}`.trim())
    return JSON.parse(text) as unknown
  } catch (error) {
    if (signal?.aborted === true || error instanceof HeddleError) throw error
    if (error instanceof SyntaxError) throw sourceUnavailable(name, 'it answered something that is not JSON', error)
    throw sourceUnavailable(name, limit.aborted ? `no answer within ${timeoutMs / 1_000} s` : messageOf(error), error)
  }
}
