import { z } from 'zod'
import { jaegerTrace } from './jaeger-json.ts'
import { mapTrace } from './jaeger-trace.ts'
import { trace, type Trace } from './model.ts'
import { fromOtlp, otlpTraces } from './otlp-trace.ts'

/** Larger files would stop the page for longer than anybody waits. */
export const MAX_FILE_BYTES = 128 * 1_048_576

export type ParsedFile = { readonly trace: Trace } | { readonly fault: string }

const jaegerFile = z.object({ data: z.array(jaegerTrace).min(1) })
const formats = 'the JSON that this page, Jaeger or an OTLP exporter saves'

/** Reads a saved trace: the console's own JSON, Jaeger's (with or without `data`), or OTLP's. */
export function parseTraceFile(text: string): ParsedFile {
  const value = json(text)
  if (value === undefined) return { fault: `The file is not JSON; a trace is read from ${formats}.` }
  const own = trace.safeParse(value)
  if (own.success) return withSpans(own.data)
  const file = jaegerFile.safeParse(value)
  const [first] = file.success ? file.data.data : []
  if (first !== undefined) return withSpans(mapTrace(first))
  const single = jaegerTrace.safeParse(value)
  if (single.success) return withSpans(mapTrace(single.data))
  const otlp = otlpTraces.safeParse(value)
  if (otlp.success) return withSpans(fromOtlp(otlp.data))
  return { fault: `The file is JSON but no trace: a trace is read from ${formats}.` }
}

function withSpans(found: Trace | null): ParsedFile {
  return found === null || found.spans.length === 0
    ? { fault: 'The file holds a trace without any span.' }
    : { trace: found }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
