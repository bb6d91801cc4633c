import { z } from 'zod'

// Jaeger's JSON of a trace, as its query API answers it and its page saves it; what else it holds is dropped.
// No unions and no transforms in here, and tags are looked at by hand: a trace of 80,000 spans has a million of them.

interface JaegerTag {
  readonly key: string
  readonly value?: unknown
}

const tags = z.custom<readonly JaegerTag[]>(isTagList, 'must be a list of tags with keys').nullish()
const reference = z.object({ refType: z.string(), traceID: z.string(), spanID: z.string() })

const jaegerSpan = z.object({
  traceID: z.string(),
  spanID: z.string(),
  operationName: z.string(),
  references: z.array(reference).nullish(),
  startTime: z.number(),
  duration: z.number(),
  tags,
  logs: z.array(z.object({ timestamp: z.number(), fields: tags })).nullish(),
  processID: z.string().nullish(),
  warnings: z.array(z.string()).nullish(),
})
export type JaegerSpan = z.infer<typeof jaegerSpan>
export type JaegerTags = z.infer<typeof tags>

const jaegerProcess = z.object({ serviceName: z.string(), tags })
export type JaegerProcess = z.infer<typeof jaegerProcess>

export const jaegerTrace = z.object({
  traceID: z.string(),
  spans: z.array(jaegerSpan),
  processes: z.record(z.string(), jaegerProcess),
})
export type JaegerTrace = z.infer<typeof jaegerTrace>

function isTagList(value: unknown): boolean {
  return Array.isArray(value) && value.every(isTag)
}

function isTag(value: unknown): value is JaegerTag {
  return typeof value === 'object' && value !== null && 'key' in value && typeof value.key === 'string'
}
