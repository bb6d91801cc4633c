import { z } from 'zod'

// Tempo's HTTP API, as far as it is read here; what else an answer holds is dropped.

const anyValue = z.looseObject({
  stringValue: z.string().optional(),
  intValue: z.union([z.string(), z.number()]).optional(),
  doubleValue: z.number().optional(),
  boolValue: z.boolean().optional(),
})
const attributes = z.array(z.object({ key: z.string(), value: anyValue })).optional()
export type TempoAttributes = z.infer<typeof attributes>

const spanSet = z.object({ spans: z.array(z.object({ attributes })).optional() })
const nanos = z.string().regex(/^\d{1,20}$/)

export const searchedTrace = z.object({
  traceID: z.string(),
  rootServiceName: z.string().optional(),
  rootTraceName: z.string().optional(),
  startTimeUnixNano: nanos,
  durationMs: z.number().optional(),
  spanSets: z.array(spanSet).optional(),
  serviceStats: z
    .record(z.string(), z.object({ spanCount: z.number().optional(), errorCount: z.number().optional() }))
    .optional(),
})
export type SearchedTrace = z.infer<typeof searchedTrace>

export const searchAnswer = z.object({ traces: z.array(searchedTrace).optional() })
export const buildInfo = z.object({ version: z.string() })
