import { z } from 'zod'
import { namespaceName, objectName } from '../domain/model/names.ts'
import { instant, windowSeconds } from './query-parameters.ts'
import { sourceFailure } from './source-failure.ts'

/** GET /api/trace-points: single requests that a workload answered, to lay on its duration chart. */
export const tracePointsRequest = z.object({
  namespace: namespaceName,
  workload: objectName,
  window: windowSeconds.default(900),
  at: instant.optional(),
})
export type TracePointsRequest = z.infer<typeof tracePointsRequest>

/** The longest span of the workload in one trace; times in Unix microseconds, durations in microseconds. */
export const tracePoint = z.object({
  traceId: z.string(),
  spanId: z.string(),
  startUs: z.number(),
  durationUs: z.number(),
  error: z.boolean(),
})
export type TracePoint = z.infer<typeof tracePoint>

export const tracePointsResponse = z.object({ points: z.array(tracePoint), degraded: z.array(sourceFailure) })
export type TracePointsResponse = z.infer<typeof tracePointsResponse>
