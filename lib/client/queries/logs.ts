import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { logsResponse } from '../../contract/logs.ts'
import { apiGet } from '../api.ts'

/** Parameters of `GET /api/logs` as they stand in a URL. */
export type LogSearch = {
  namespace: string
  workload?: string
  pod?: string
  container?: string
  traceId?: string
  q?: string
  window?: string
  at?: string
  limit?: number
}

/** Lines of several containers merged by time, oldest first. */
export function logsQuery(search: LogSearch) {
  return queryOptions({
    queryKey: ['logs', search] as const,
    queryFn: ({ signal }) => apiGet('/api/logs', logsResponse, { query: { ...search }, signal }),
    placeholderData: keepPreviousData,
  })
}
