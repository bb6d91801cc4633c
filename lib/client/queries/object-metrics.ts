import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { MetricsTarget } from '../../contract/object-metrics.ts'
import type { BreakdownLabel, BreakdownMeasure, BreakdownStat } from '../../domain/telemetry/breakdown.ts'
import { apiGet } from '../api.ts'
import type { Scope } from '../scope.ts'

const metricsSchema = () =>
  import('../../contract/object-metrics.ts').then(({ objectMetricsResponse }) => objectMetricsResponse)
const pointsSchema = () =>
  import('../../contract/trace-points.ts').then(({ tracePointsResponse }) => tracePointsResponse)

/** What charts are about. */
export type MetricsOf = { target: MetricsTarget; namespace?: string | undefined; name?: string | undefined }

export type MetricsQuestion = MetricsOf & {
  direction?: 'inbound' | 'outbound'
  reporter?: 'auto' | 'source' | 'destination'
  measures?: readonly BreakdownMeasure[]
  stats?: readonly BreakdownStat[]
  by?: readonly BreakdownLabel[]
  compare?: string | undefined
}

/** Istio's metrics of one thing over time; while the next answer is made the last one stays. */
export function objectMetricsQuery(question: MetricsQuestion, scope: Scope) {
  const namespaces = question.target === 'mesh' ? scope.namespaces : []
  const query = { ...question, namespaces, window: scope.window, at: scope.at }
  return queryOptions({
    queryKey: ['object-metrics', query] as const,
    queryFn: ({ signal }) => apiGet('/api/object-metrics', metricsSchema, { query, signal }),
    placeholderData: keepPreviousData,
  })
}

/** Requests that a workload answered. Whole traces are read for it, so it is asked once a minute at most. */
export function tracePointsQuery(of: { namespace: string; workload: string }, scope: Scope) {
  const query = { ...of, window: scope.window ?? '15m', at: scope.at }
  return queryOptions({
    queryKey: ['trace-points', query] as const,
    queryFn: ({ signal }) => apiGet('/api/trace-points', pointsSchema, { query, signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
}
