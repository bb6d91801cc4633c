import { z } from 'zod'

// Tempo writes a trace as protobuf's JSON: `batches` (or `resourceSpans`, in `trace` since v2) with ids in base64.

const spans = z.array(z.looseObject({}))
const batch = z.looseObject({
  scopeSpans: z.array(z.looseObject({ spans: spans.optional() })).optional(),
  instrumentationLibrarySpans: z.array(z.looseObject({ spans: spans.optional() })).optional(),
})
const document = z.looseObject({
  batches: z.array(batch).optional(),
  resourceSpans: z.array(batch).optional(),
  trace: z.looseObject({ resourceSpans: z.array(batch).optional() }).optional(),
})

/** The same trace as OTLP's JSON has it: `resourceSpans`, ids in hexadecimal digits. Anything else is left as it is. */
export function hexIds(answer: unknown): unknown {
  const parsed = document.safeParse(answer)
  if (!parsed.success) return answer
  const { batches, resourceSpans, trace } = parsed.data
  return { resourceSpans: (batches ?? resourceSpans ?? trace?.resourceSpans ?? []).map(hexBatch) }
}

function hexBatch({ scopeSpans, instrumentationLibrarySpans, ...rest }: z.infer<typeof batch>): unknown {
  const scopes = scopeSpans ?? instrumentationLibrarySpans ?? []
  return { ...rest, scopeSpans: scopes.map((scope) => ({ ...scope, spans: (scope.spans ?? []).map(hexSpan) })) }
}

function hexSpan(span: Record<string, unknown>): unknown {
  const ids = Object.fromEntries(
    ['traceId', 'spanId', 'parentSpanId'].flatMap((key) =>
      typeof span[key] === 'string' ? [[key, hexOf(span[key])]] : [],
    ),
  )
  return { ...span, ...ids }
}

function hexOf(id: string): string {
  return /^[0-9a-fA-F]*$/.test(id) && id.length % 16 === 0
    ? id.toLowerCase()
    : Buffer.from(id, 'base64').toString('hex')
}
