import { z } from 'zod'
import { namespaceName, objectName, traceId } from '../domain/model/names.ts'
import { parseTags } from '../domain/tracing/tag-filter.ts'
import { trace, traceSummary } from '../domain/tracing/model.ts'
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
export const traceResponse = trace
export type TraceResponse = z.infer<typeof traceResponse>
