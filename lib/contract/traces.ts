import { z } from 'zod'
import { namespaceName, objectName, traceId } from '../domain/model/names.ts'
import { parseTags } from '../domain/tracing/tag-filter.ts'
import { span, trace, traceSummary } from '../domain/tracing/model.ts'
import { count, flag, instant, windowSeconds } from './query-parameters.ts'
import { sourceFailure } from './source-failure.ts'

/** `250ms`, `1.5s` or `800us`, in microseconds. */
export const spanDuration = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,6})?(us|ms|s)$/, 'must be a duration like 800us, 250ms or 1.5s')
  .transform((text) => {
    const factor = text.endsWith('us') ? 1 : text.endsWith('ms') ? 1_000 : 1_000_000
    return Number.parseFloat(text) * factor
  })

/** `http.status_code=503 other="two words"`: tags that one span must all have. */
export const tagFilters = z
  .string()
  .max(2_000)
  .transform((text, context) => {
    const tags = parseTags(text)
    if (!('fault' in tags)) return [...tags]
    context.addIssue({ code: 'custom', message: tags.fault })
    return z.NEVER
  })

/** GET /api/traces: `source` and `destination` are workloads; both together find the traces of an edge. */
export const tracesRequest = z.object({
  namespace: namespaceName.optional(),
  workload: objectName.optional(),
  service: objectName.optional(),
  source: objectName.optional(),
  destination: objectName.optional(),
  window: windowSeconds.default(900),
  at: instant.optional(),
  minDuration: spanDuration.optional(),
  maxDuration: spanDuration.optional(),
  errors: flag.default(false),
  operation: z.string().min(1).max(300).optional(),
  tags: tagFilters.default([]),
  limit: count(2_000).default(20),
})
export type TracesRequest = z.infer<typeof tracesRequest>

/** An attribute that some spans have; `traces` are places in `items`. */
export const sharedAttribute = z.object({
  service: z.string(),
  key: z.string(),
  value: z.string(),
  members: z.array(z.number().int()),
})

/**
 * `limited` says that more traces matched than are shown. `attributes` are those of at least three traces but not of all.
 * `searched` says which of the store's names the question came down to; null where nothing was asked.
 */
export const tracesResponse = z.object({
  items: z.array(traceSummary),
  limited: z.boolean(),
  attributes: z.array(sharedAttribute).default([]),
  searched: z
    .object({
      asked: z.string().nullable(),
      services: z.array(z.string()),
      convention: z.enum(['app.namespace', 'bare name', 'full host']).nullable(),
    })
    .nullable()
    .default(null),
  degraded: z.array(sourceFailure),
})
export type TracesResponse = z.infer<typeof tracesResponse>

/** GET /api/traces/{traceId} */
export const traceParameters = z.object({ traceId })
/** `slim`: the trace is large, and its spans come without events and most tags; GET a span for them. */
export const traceResponse = trace.extend({ slim: z.boolean().default(false) })
export type TraceResponse = z.infer<typeof traceResponse>

/** GET /api/traces/{traceId}/spans/{spanId}: in full; two where caller and callee share the id. */
export const spanParameters = z.object({
  traceId,
  spanId: z.string().regex(/^[0-9a-f]{1,16}$/, 'must be 1 to 16 lower-case hex digits'),
})
export const spansResponse = z.object({ spans: z.array(span) })

/** GET /api/traces/{traceId}/download: the whole trace as a file. */
export const traceFormat = z.object({ format: z.enum(['json', 'otlp']).default('json') })
