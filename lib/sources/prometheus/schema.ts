import { z } from 'zod'

// An answer has thousands of label sets: checking them by hand costs a fifth of what z.record costs.
const labels = z.custom<Readonly<Record<string, string>>>(isLabels, 'must be labels')
const point = z.tuple([z.number(), z.string()])

const vector = z.object({
  resultType: z.literal('vector'),
  result: z.array(z.object({ metric: labels, value: point })),
})
const matrix = z.object({
  resultType: z.literal('matrix'),
  result: z.array(z.object({ metric: labels, values: z.array(point) })),
})

/** Prometheus' HTTP API: numbers are texts because JSON has no NaN and no infinity. */
const envelope = {
  warnings: z.array(z.string()).optional(),
  infos: z.array(z.string()).optional(),
}
export const vectorAnswer = z.object({ status: z.literal('success'), data: vector, ...envelope })
export const matrixAnswer = z.object({ status: z.literal('success'), data: matrix, ...envelope })
export const failedAnswer = z.object({ status: z.literal('error'), errorType: z.string(), error: z.string() })
export const buildInfoAnswer = z.object({ status: z.literal('success'), data: z.looseObject({ version: z.string() }) })
export const targetsAnswer = z.object({
  status: z.literal('success'),
  data: z.looseObject({
    activeTargets: z.array(
      z.looseObject({
        scrapeInterval: z.string().optional(),
        scrapePool: z.string().optional(),
        health: z.string().optional(),
        lastScrape: z.string().optional(),
        lastError: z.string().optional(),
        labels,
      }),
    ),
  }),
})

export type VectorRow = z.infer<typeof vector>['result'][number]
export type MatrixRow = z.infer<typeof matrix>['result'][number]

/** `NaN`, `+Inf` and `-Inf` are numbers to Prometheus; anything else that is no number is NaN. */
export function parseValue(text: string): number {
  if (text === '+Inf' || text === 'Inf') return Infinity
  if (text === '-Inf') return -Infinity
  return text.trim() === '' ? Number.NaN : Number(text)
}

/** The same check as the schema's, for one row of very many. */
export function isVectorRow(value: unknown): value is VectorRow {
  if (typeof value !== 'object' || value === null || !('metric' in value) || !('value' in value)) return false
  const { metric, value: told } = value
  const isPoint = Array.isArray(told) && told.length === 2 && typeof told[0] === 'number' && typeof told[1] === 'string'
  return isPoint && isLabels(metric)
}

function isLabels(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  for (const label of Object.values(value)) if (typeof label !== 'string') return false
  return true
}
export const runtimeInfoAnswer = z.object({
  status: z.literal('success'),
  data: z.looseObject({ storageRetention: z.string().optional(), startTime: z.string().optional() }),
})
