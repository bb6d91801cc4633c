import { messageOf } from '../../domain/model/heddle-error.ts'
import type { Trace } from '../../domain/tracing/model.ts'
import type { TracePoint, TracePointsRequest, TracePointsResponse } from '../../contract/trace-points.ts'
import type { Call } from '../deps.ts'
import { requireNamespaces } from '../graph/get-graph.ts'
import { notConfigured } from './get-trace.ts'

/** A chart with more points can't be pointed at. */
const MOST_POINTS = 16

/** Single requests that a workload answered. A store that is away is named in `degraded`. @throws HeddleError FORBIDDEN */
export async function getTracePoints(call: Call<TracePointsRequest>): Promise<TracePointsResponse> {
  const { deps, principal, input, signal } = call
  const { namespace, workload, window } = input
  requireNamespaces(principal, [namespace])
  const { traces } = deps
  if (traces === null) return { points: [], degraded: [{ source: 'traces', message: notConfigured, since: null }] }
  const end = input.at ?? deps.now() / 1_000
  try {
    const search = { namespace, workload, start: end - window, end, errorsOnly: false, limit: MOST_POINTS }
    const { items } = await traces.search(search, signal)
    const whole = await Promise.all(items.map(({ traceId }) => traces.get(traceId, signal)))
    return { points: whole.flatMap((trace) => (trace === null ? [] : pointOf(trace, input))), degraded: [] }
  } catch (error) {
    signal?.throwIfAborted()
    return { points: [], degraded: [{ source: 'traces', message: messageOf(error), since: null }] }
  }
}

/** The longest span in which the workload answered: what its own proxy measured. */
function pointOf({ traceId, spans }: Trace, { namespace, workload }: TracePointsRequest): TracePoint[] {
  const [longest] = spans
    .filter((span) => span.workload === workload && span.namespace === namespace && span.kind === 'server')
    .toSorted((a, b) => b.durationUs - a.durationUs)
  if (longest === undefined) return []
  const { spanId, startUs, durationUs, error } = longest
  return [{ traceId, spanId, startUs, durationUs, error }]
}
