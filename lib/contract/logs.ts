import { z } from 'zod'
import { namespaceName, objectName, traceId } from '../domain/model/names.ts'
import { parseLineFilter } from '../domain/logs/line-filter.ts'
import { count, instant, namespaceList, windowSeconds } from './query-parameters.ts'
import { sourceFailure } from './source-failure.ts'

const lineFilter = z
  .string()
  .max(500)
  .transform((text, context) => {
    const parsed = parseLineFilter(text)
    if (!('fault' in parsed)) return [...parsed.terms]
    context.addIssue({ code: 'custom', message: parsed.fault })
    return z.NEVER
  })

/**
 * GET /api/logs: `workload` may be a list; without it every pod of the namespace is read, and of `namespaces` beside it.
 * `filter` is words, regular expressions and fields that must all hold (see `line-filter.ts`). `depth` is how many of a
 * container's newest lines are looked at where only some are wanted. `after` wants only lines later than this moment.
 */
export const logsRequest = z.object({
  namespace: namespaceName,
  namespaces: namespaceList.default([]),
  workload: z
    .string()
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .pipe(z.array(objectName).max(20))
    .default([]),
  pod: objectName.optional(),
  container: objectName.optional(),
  traceId: traceId.optional(),
  q: z.string().max(200).optional(),
  filter: lineFilter.default([]),
  depth: count(100_000).default(5_000),
  after: z.iso.datetime({ offset: true }).optional(),
  window: windowSeconds.default(900),
  at: instant.optional(),
  limit: count(5_000).default(500),
})
export type LogsRequest = z.infer<typeof logsRequest>

export const logLevel = z.enum(['error', 'warn', 'info', 'debug', 'unknown'])

/**
 * One line; `access` holds the fields of an access log line that were understood. Times are RFC 3339 with what precision
 * came. `written` is when the log API got the line, where that is not `time`.
 */
export const logLine = z.object({
  time: z.string(),
  written: z.string().optional(),
  namespace: z.string().default(''),
  pod: z.string(),
  container: z.string(),
  workload: z.string().nullable(),
  level: logLevel,
  message: z.string(),
  traceId: z.string().nullable(),
  access: z.record(z.string(), z.string()).nullable(),
})
export type LogLine = z.infer<typeof logLine>

/**
 * Oldest first. `limited` says that older lines were left out. `searched` says how far back it was looked: so many of each
 * container's newest lines (null: all of the time), whether some container has older ones in the time, and the oldest line
 * that was looked at.
 */
export const logsResponse = z.object({
  lines: z.array(logLine),
  limited: z.boolean(),
  searched: z
    .object({ linesPerContainer: z.number().nullable(), complete: z.boolean(), oldest: z.string().nullable() })
    .nullable()
    .default(null),
  pods: z.array(z.object({ name: z.string(), containers: z.array(z.string()) })),
  degraded: z.array(sourceFailure),
})
export type LogsResponse = z.infer<typeof logsResponse>
