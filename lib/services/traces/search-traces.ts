import { HeddleError, messageOf } from '../../domain/model/heddle-error.ts'
import { maySee, type Principal } from '../../domain/model/principal.ts'
import { tabulateAttributes } from '../../domain/tracing/attributes.ts'
import type { TraceSummary } from '../../domain/tracing/model.ts'
import type { TracesRequest, TracesResponse } from '../../contract/traces.ts'
import type { Call } from '../deps.ts'
import { requireNamespaces } from '../graph/get-graph.ts'
import { hidden, notConfigured } from './get-trace.ts'

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
