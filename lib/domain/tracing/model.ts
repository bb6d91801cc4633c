import { z } from 'zod'

/** Times are Unix microseconds, durations microseconds, as trace stores keep them. */
export const spanLog = z.object({ timeUs: z.number(), fields: z.record(z.string(), z.string()) })

/** One operation of a trace. `workload` and `namespace` are read from the span's tags where the sender gave them. */
export const span = z.object({
  spanId: z.string(),
  parentId: z.string().nullable(),
  service: z.string(),
  operation: z.string(),
  kind: z.enum(['client', 'server', 'producer', 'consumer', 'internal']),
  startUs: z.number(),
  durationUs: z.number().nonnegative(),
  error: z.boolean(),
  httpStatus: z.number().int().nullable(),
  responseFlags: z.string().nullable(),
  workload: z.string().nullable(),
  namespace: z.string().nullable(),
  pod: z.string().nullable(),
  tags: z.record(z.string(), z.string()),
  logs: z.array(spanLog),
  warnings: z.array(z.string()),
})
export type Span = z.infer<typeof span>

type SpanOutline = 'spanId' | 'parentId' | 'service' | 'operation' | 'kind' | 'startUs' | 'durationUs' | 'error'

/** A span that tells its place and time alone: a field that is added later has nothing to say here either. */
export const saysNothing: Omit<Span, SpanOutline> = {
  httpStatus: null,
  responseFlags: null,
  workload: null,
  namespace: null,
  pod: null,
  tags: {},
  logs: [],
  warnings: [],
}

/** A whole trace, spans in order of their start. `truncatedAt` is the limit where spans were left out. */
export const trace = z.object({
  traceId: z.string(),
  spans: z.array(span),
  truncatedAt: z.number().int().nullable(),
})
export type Trace = z.infer<typeof trace>

/** One line of a search result. */
export const traceSummary = z.object({
  traceId: z.string(),
  rootService: z.string(),
  rootOperation: z.string(),
  startUs: z.number(),
  durationUs: z.number(),
  spanCount: z.number().int(),
  errorCount: z.number().int(),
  services: z.array(z.object({ name: z.string(), spans: z.number().int() })),
})
export type TraceSummary = z.infer<typeof traceSummary>
