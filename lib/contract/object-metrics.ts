import { z } from 'zod'
import { namespaceName, objectName } from '../domain/model/names.ts'
import { breakdownLabels, breakdownMeasures, breakdownStats } from '../domain/telemetry/breakdown.ts'
import { commaList, scopeParameters, windowSeconds } from './query-parameters.ts'
import { evidence, sourceFailure } from './source-failure.ts'

const MOST_LABELS = 3

const measure = z.enum(breakdownMeasures)
const stat = z.enum(breakdownStats)
const label = z.enum(breakdownLabels)

/** What charts are about: `mesh` is everything, or the namespaces of the scope. */
export const metricsTarget = z.enum(['workload', 'service', 'app', 'namespace', 'mesh'])
export type MetricsTarget = z.infer<typeof metricsTarget>

/**
 * GET /api/object-metrics: Istio's metrics of one thing over time. `by` breaks every chart down by labels; `compare` adds the
 * same charts of so long ago. The reporter `auto` takes each request once, from the end that the graph takes it from.
 */
export const objectMetricsRequest = z
  .object({
    ...scopeParameters,
    target: metricsTarget,
    namespace: namespaceName.optional(),
    name: objectName.optional(),
    direction: z.enum(['inbound', 'outbound']).default('inbound'),
    reporter: z.enum(['auto', 'source', 'destination']).default('auto'),
    measures: commaList(measure, breakdownMeasures.length).default(['requests', 'errors', 'duration']),
    stats: commaList(stat, breakdownStats.length).default(['avg', 'p50', 'p95', 'p99']),
    by: commaList(label, MOST_LABELS).default([]),
    compare: windowSeconds.optional(),
  })
  .superRefine(({ target, namespace, name, direction }, context) => {
    const missing = (path: string) =>
      context.addIssue({ code: 'custom', path: [path], message: `is needed for a ${target}` })
    if (target !== 'mesh' && namespace === undefined) missing('namespace')
    if (target !== 'mesh' && target !== 'namespace' && name === undefined) missing('name')
    if (direction === 'outbound' && (target === 'service' || target === 'mesh'))
      context.addIssue({ code: 'custom', path: ['direction'], message: `must be inbound for a ${target}` })
  })
export type ObjectMetricsRequest = z.infer<typeof objectMetricsRequest>

const point = z.number().nullable()

export const metricLine = z.object({
  stat,
  labels: z.partialRecord(label, z.string()),
  values: z.array(point),
  /** The same line of `compare` ago; null where there was none. */
  before: z.array(point).nullable(),
})
export type MetricLine = z.infer<typeof metricLine>

export const metricChart = z.object({
  measure,
  unit: z.enum(['perSecond', 'ms', 'bytes', 'bytesPerSecond']),
  /** Busiest first. */
  lines: z.array(metricLine),
  /** Lines that were left out because a chart of so many says nothing. */
  hidden: z.number().int(),
})
export type MetricChart = z.infer<typeof metricChart>

export const objectMetricsResponse = z.object({
  at: z.number(),
  windowSeconds: z.number(),
  /** Unix seconds, one per value of every line. */
  times: z.array(z.number()),
  stepSeconds: z.number(),
  /** Every point is a rate over so long. */
  rateSeconds: z.number(),
  charts: z.array(metricChart),
  evidence: z.array(evidence),
  degraded: z.array(sourceFailure),
})
export type ObjectMetricsResponse = z.infer<typeof objectMetricsResponse>
