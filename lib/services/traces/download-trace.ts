import { toOtlp } from '../../domain/tracing/otlp-trace.ts'
import type { Call } from '../deps.ts'
import { wholeTrace } from './get-trace.ts'

/** The whole trace as a file, as this console or as an OTLP exporter writes it. @throws as `wholeTrace` */
export async function downloadTrace({
  input: { traceId, format },
  ...call
}: Call<{ readonly traceId: string; readonly format: 'json' | 'otlp' }>): Promise<{ name: string; text: string }> {
  const trace = await wholeTrace({ ...call, input: { traceId } })
  const name = `trace-${traceId}${format === 'otlp' ? '.otlp' : ''}.json`
  return { name, text: JSON.stringify(format === 'otlp' ? toOtlp(trace) : trace) }
}
