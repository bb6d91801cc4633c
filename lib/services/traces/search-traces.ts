import { HeddleError, messageOf } from '../../domain/model/heddle-error.ts'
import { maySee, type Principal } from '../../domain/model/principal.ts'
import { tabulateAttributes } from '../../domain/tracing/attributes.ts'
import type { Trace, TraceSummary } from '../../domain/tracing/model.ts'
import type { TraceResponse, TracesRequest, TracesResponse } from '../../contract/traces.ts'
import type { Call } from '../deps.ts'
import { requireNamespaces } from '../graph/get-graph.ts'

const hidden = 'not allowed'
const notConfigured = 'No trace store is configured: set TRACING_URL.'

/** Finds traces. A store that is away is named in `degraded`. @throws HeddleError FORBIDDEN, INVALID */
export async function searchTraces({ deps, principal, input, signal }: Call<TracesRequest>): Promise<TracesResponse> {
  requireNamespaces(principal, input.namespace === undefined ? [] : [input.namespace])
  if (principal.namespaces !== 'all' && input.namespace === undefined)
    throw new HeddleError('INVALID', 'namespace: with rights to some namespaces only, say which one.', {
      field: 'namespace',
    })
  if ((input.source === undefined) !== (input.destination === undefined))
    throw new HeddleError('INVALID', 'source and destination belong together: give both or none.', { field: 'source' })
  const empty = { items: [], limited: false, attributes: [], searched: null }
  if (deps.traces === null) return { ...empty, degraded: [{ source: 'traces', message: notConfigured, since: null }] }
  const end = input.at ?? deps.now() / 1_000
  try {
    const found = await deps.traces.search(
      {
        namespace: input.namespace,
        workload: input.workload,
        service: input.service,
        source: input.source,
        destination: input.destination,
        start: end - input.window,
        end,
        minDurationUs: input.minDuration,
        maxDurationUs: input.maxDuration,
        errorsOnly: input.errors,
        operation: input.operation,
        tags: input.tags,
        limit: input.limit,
      },
      signal,
    )
    const items = found.items.map((summary) => cutSummary(principal, summary))
    const visible = found.items.map(({ traceId }) =>
      (found.attributes.get(traceId) ?? []).filter(({ namespace }) => maySee(principal, namespace)),
    )
    const attributes = tabulateAttributes(visible).attributes.map(({ members, ...name }) => ({
      ...name,
      members: [...members],
    }))
    const searched = {
      ...found.searched,
      services: found.searched.services.filter((name) => maySeeService(principal, name)),
    }
    return { items, limited: found.limited, attributes, searched, degraded: [] }
  } catch (error) {
    signal?.throwIfAborted()
    return { ...empty, degraded: [{ source: 'traces', message: messageOf(error), since: null }] }
  }
}

/** One trace. @throws HeddleError NOT_FOUND; SOURCE_UNAVAILABLE when the store is away */
export async function getTrace({
  deps,
  principal,
  input,
  signal,
}: Call<{ readonly traceId: string }>): Promise<TraceResponse> {
  if (deps.traces === null) throw new HeddleError('SOURCE_UNAVAILABLE', notConfigured)
  const trace = await deps.traces.get(input.traceId, signal)
  if (trace === null || !maySeeTrace(principal, trace))
    throw new HeddleError('NOT_FOUND', `There is no trace ${input.traceId}: it may be older than the store keeps.`, {
      field: 'traceId',
    })
  return cutTrace(principal, trace)
}

/** A trace is seen by who may see at least one of its spans. */
function maySeeTrace(principal: Principal, { spans }: Trace): boolean {
  return spans.some(({ namespace }) => maySee(principal, namespace))
}

function maySeeService(principal: Principal, service: string): boolean {
  return maySee(principal, service.split('.')[1] ?? null)
}

/** Names of services (`name.namespace`) of namespaces that may not be seen are left out of a summary. */
function cutSummary(principal: Principal, summary: TraceSummary): TraceSummary {
  if (principal.namespaces === 'all') return summary
  const named = (service: string) => maySeeService(principal, service)
  const isOwn = named(summary.rootService)
  return {
    ...summary,
    rootService: isOwn ? summary.rootService : hidden,
    rootOperation: isOwn ? summary.rootOperation : hidden,
    services: summary.services.filter(({ name }) => named(name)),
  }
}

/** Spans of namespaces that may not be seen keep their place and time, and nothing else. */
function cutTrace(principal: Principal, trace: Trace): Trace {
  if (principal.namespaces === 'all') return trace
  const spans = trace.spans.map((span) =>
    maySee(principal, span.namespace)
      ? span
      : {
          ...span,
          service: hidden,
          operation: hidden,
          httpStatus: null,
          responseFlags: null,
          workload: null,
          namespace: null,
          pod: null,
          tags: {},
          logs: [],
          warnings: [],
        },
  )
  return { ...trace, spans }
}
