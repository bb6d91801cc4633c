import { z } from 'zod'
import { namespaceName, objectName, traceId } from '../domain/model/names.ts'
import { count, instant, windowSeconds } from './query-parameters.ts'
import { sourceFailure } from './source-failure.ts'

/** GET /api/logs: `workload` and `pod` may be lists; without them every pod of the namespace is read. */
export const logsRequest = z.object({
  namespace: namespaceName,
  workload: z
    .string()
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .pipe(z.array(objectName).max(20))
    .default([]),
  pod: objectName.optional(),
  container: objectName.optional(),
  traceId: traceId.optional(),
  q: z.string().max(200).optional(),
  window: windowSeconds.default(900),
  at: instant.optional(),
  limit: count(5_000).default(500),
})
export type LogsRequest = z.infer<typeof logsRequest>

export const logLevel = z.enum(['error', 'warn', 'info', 'debug', 'unknown'])

/** One line; `access` holds the fields of an access log line that were understood. Time is RFC 3339 with what precision came. */
export const logLine = z.object({
  time: z.string(),
  pod: z.string(),
  container: z.string(),
  workload: z.string().nullable(),
  level: logLevel,
  message: z.string(),
  traceId: z.string().nullable(),
  access: z.record(z.string(), z.string()).nullable(),
})
export type LogLine = z.infer<typeof logLine>

/** Oldest first. `limited` says that older lines were left out. */
export const logsResponse = z.object({
  lines: z.array(logLine),
  limited: z.boolean(),
  pods: z.array(z.object({ name: z.string(), containers: z.array(z.string()) })),
  degraded: z.array(sourceFailure),
})
export type LogsResponse = z.infer<typeof logsResponse>
