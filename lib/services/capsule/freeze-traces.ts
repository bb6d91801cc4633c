import type { CapsuleRecord } from '../../domain/capsule/records.ts'
import { searchTraces } from '../traces/search-traces.ts'
import { wholeTrace } from '../traces/get-trace.ts'
import { inTurn, type Freezing } from './freezing.ts'

/** So many of all traces, and so many of those with an error. */
const MOST_TRACES = 500
const MOST_SPANS = 200_000
/** A larger trace alone would fill the capsule. */
const MOST_SPANS_OF_TRACE = 20_000
const AT_ONCE = 8

/** Traces of the range as a search finds them, those with errors first; whole, as this person may see them. */
export async function* freezeTraces(freezing: Freezing): AsyncGenerator<CapsuleRecord> {
  if (freezing.deps.traces === null) return freezing.limit('Traces: no trace store is configured.')
  try {
    const ids = await idsOf(freezing)
    for await (const found of inTurn(ids, AT_ONCE, (traceId) => record(freezing, traceId)))
      if (found !== null) yield found
  } catch (error) {
    freezing.failed('Traces', error)
  }
}

/** Null for a trace that is gone since it was found. */
async function record(freezing: Freezing, traceId: string): Promise<CapsuleRecord | null> {
  const { deps, principal, signal, redactor } = freezing
  try {
    const trace = await wholeTrace({ deps, principal, input: { traceId }, signal })
    return { part: 'traces', type: 'trace', trace: redactor.trace(trace) }
  } catch (error) {
    freezing.failed(`Trace ${traceId}`, error)
    return null
  }
}

/** Ids of the traces to freeze, within the limits. */
async function idsOf(freezing: Freezing): Promise<string[]> {
  const { deps, principal, signal, input, namespaces } = freezing
  const places = namespaces === 'all' ? [undefined] : namespaces
  const spans = new Map<string, number>()
  for (const errors of [true, false])
    for (const namespace of places) {
      const limit = Math.max(20, Math.floor(MOST_TRACES / places.length))
      const asked = { namespace, window: input.to - input.from, at: input.to, errors, limit, tags: [] }
      const { items, limited, degraded } = await searchTraces({ deps, principal, input: asked, signal })
      const [failure] = degraded
      if (failure !== undefined) throw new Error(failure.message)
      freezing.freeze('traces')
      if (limited)
        freezing.limit(`Traces: some of all of the time are in the capsule, at most ${MOST_TRACES} a search.`)
      for (const { traceId, spanCount } of items) spans.set(traceId, spanCount)
    }
  return withinLimits(freezing, spans)
}

function withinLimits(freezing: Freezing, spans: ReadonlyMap<string, number>): string[] {
  let total = 0
  return [...spans].flatMap(([traceId, count]) => {
    if (count > MOST_SPANS_OF_TRACE) {
      freezing.limit(`Trace ${traceId}: its ${count} spans are more than the ${MOST_SPANS_OF_TRACE} of one trace.`)
      return []
    }
    total += count
    if (total <= MOST_SPANS) return [traceId]
    freezing.limit(`Traces: those up to ${MOST_SPANS} spans are in the capsule.`)
    return []
  })
}
