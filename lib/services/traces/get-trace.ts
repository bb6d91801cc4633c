import { HeddleError } from '../../domain/model/heddle-error.ts'
import { maySee, type Principal } from '../../domain/model/principal.ts'
import { saysNothing, type Span, type Trace } from '../../domain/tracing/model.ts'
import { slimTrace } from '../../domain/tracing/slim-trace.ts'
import type { TraceResponse } from '../../contract/traces.ts'
import type { Call } from '../deps.ts'

export const hidden = 'not allowed'
export const notConfigured = 'No trace store is configured: set TRACING_URL.'

/** One trace; a large one without most tags of its spans. @throws as `wholeTrace` */
export async function getTrace(call: Call<{ readonly traceId: string }>): Promise<TraceResponse> {
  return slimTrace(await wholeTrace(call))
}

/** The spans of one id in full: an id may be shared by both sides of a call. @throws as `wholeTrace` */
export async function getSpans({
  input,
  ...call
}: Call<{ readonly traceId: string; readonly spanId: string }>): Promise<{ spans: Span[] }> {
  const { spans } = await wholeTrace({ ...call, input: { traceId: input.traceId } })
  const found = spans.filter(({ spanId }) => spanId === input.spanId)
  if (found.length === 0)
    throw new HeddleError('NOT_FOUND', `The trace has no span ${input.spanId}.`, { field: 'spanId' })
  return { spans: found }
}

/** One trace as the reader may see it. @throws HeddleError NOT_FOUND; SOURCE_UNAVAILABLE when the store is away */
export async function wholeTrace({
  deps,
  principal,
  input,
  signal,
}: Call<{ readonly traceId: string }>): Promise<Trace> {
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

/** Spans of namespaces that may not be seen keep their place and time, and nothing else. */
function cutTrace(principal: Principal, trace: Trace): Trace {
  if (principal.namespaces === 'all') return trace
  const spans = trace.spans.map((span) =>
    maySee(principal, span.namespace) ? span : { ...span, service: hidden, operation: hidden, ...saysNothing },
  )
  return { ...trace, spans }
}
