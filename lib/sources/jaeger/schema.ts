import { z } from 'zod'

// Jaeger's HTTP query API, as far as it is read here; what else an answer holds is dropped.

const tag = z.object({
  key: z.string(),
  value: z.union([z.string(), z.number(), z.boolean(), z.null()]).transform((value) => String(value ?? '')),
})
const tags = z
  .array(tag)
  .nullish()
  .transform((list) => list ?? [])

const reference = z.object({ refType: z.string(), traceID: z.string(), spanID: z.string() })

export const jaegerSpan = z.object({
  traceID: z.string(),
  spanID: z.string(),
  operationName: z.string(),
  references: z
    .array(reference)
    .nullish()
    .transform((list) => list ?? []),
  startTime: z.number(),
  duration: z.number(),
  tags,
  logs: z
    .array(z.object({ timestamp: z.number(), fields: tags }))
    .nullish()
    .transform((list) => list ?? []),
  processID: z.string().default(''),
  warnings: z
    .array(z.string())
    .nullish()
    .transform((list) => list ?? []),
})
export type JaegerSpan = z.infer<typeof jaegerSpan>

export const jaegerProcess = z.object({ serviceName: z.string(), tags })
export type JaegerProcess = z.infer<typeof jaegerProcess>

export const jaegerTrace = z.object({
  traceID: z.string(),
  spans: z.array(jaegerSpan),
  processes: z.record(z.string(), jaegerProcess),
})
export type JaegerTrace = z.infer<typeof jaegerTrace>

const errors = z
  .array(z.object({ code: z.number().optional(), msg: z.string() }))
  .nullish()
  .transform((list) => list ?? [])

export const tracesAnswer = z.object({
  data: z
    .array(jaegerTrace)
    .nullish()
    .transform((list) => list ?? []),
  errors,
})
export const servicesAnswer = z.object({
  data: z
    .array(z.string())
    .nullish()
    .transform((list) => list ?? []),
  errors,
})
export const errorAnswer = z.object({ errors })
