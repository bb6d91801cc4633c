'use client'
import { useQuery } from '@tanstack/react-query'
import type { ObjectMetricsResponse } from '../../lib/contract/object-metrics.ts'
import { objectMetricsQuery } from '../../lib/client/queries/object-metrics.ts'
import { failedShares } from '../objects/metrics/metric-lines.ts'
import { useRefresh } from '../shell/refresh.tsx'
import { useScope } from '../shell/use-scope.ts'

/** One number over time, beside the same time yesterday where that is known. */
export type Course = { values: readonly (number | null)[]; before: readonly (number | null)[] | null }
export type MeshCourse = { requests: Course | null; failed: Course | null; p95: Course | null }

const question = {
  target: 'mesh',
  measures: ['requests', 'errors', 'duration'],
  stats: ['p95'],
  compare: '1d',
} as const

/** The mesh over time, or the chosen namespaces of it. */
export function useMeshCourse(): MeshCourse {
  const { scope } = useScope()
  const { refetchInterval } = useRefresh()
  const slowly = refetchInterval === false ? false : Math.max(refetchInterval, 15_000)
  const { data } = useQuery({ ...objectMetricsQuery(question, scope), refetchInterval: slowly })
  const requests = courseOf(data, 'requests')
  const errors = courseOf(data, 'errors')
  return {
    requests,
    failed: requests === null ? null : failedCourse(requests, errors),
    p95: courseOf(data, 'duration'),
  }
}

function courseOf(data: ObjectMetricsResponse | undefined, measure: string): Course | null {
  const line = data?.charts.find((chart) => chart.measure === measure)?.lines[0]
  return line === undefined ? null : { values: line.values, before: line.before }
}

function failedCourse(requests: Course, errors: Course | null): Course {
  const before = requests.before === null ? null : failedShares(requests.before, errors?.before ?? undefined)
  return { values: failedShares(requests.values, errors?.values), before }
}
