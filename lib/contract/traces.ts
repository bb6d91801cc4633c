import { z } from 'zod'
import { namespaceName, objectName, traceId } from '../domain/model/names.ts'
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
  limit: count(200).default(20),
})
export type TracesRequest = z.infer<typeof tracesRequest>

/** `limited` says that more traces matched than are shown. */
export const tracesResponse = z.object({
  items: z.array(traceSummary),
  limited: z.boolean(),
  degraded: z.array(sourceFailure),
})
export type TracesResponse = z.infer<typeof tracesResponse>

/** GET /api/traces/{traceId} */
export const traceParameters = z.object({ traceId })
export const traceResponse = trace
export type TraceResponse = z.infer<typeof traceResponse>
