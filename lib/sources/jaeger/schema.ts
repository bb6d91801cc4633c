import { z } from 'zod'
import { jaegerTrace } from '../../domain/tracing/jaeger-json.ts'

// The answers of Jaeger's HTTP query API, as far as they are read here.

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
