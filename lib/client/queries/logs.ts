import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { apiGet } from '../api.ts'

const logsResponseSchema = () => import('../../contract/logs.ts').then(({ logsResponse }) => logsResponse)

export type LogParams = {
  namespace: string
  workload?: readonly string[]
  pod?: string | undefined
  container?: string | undefined
  traceId?: string | undefined
  q?: string | undefined
  window?: string | undefined
  at?: string | undefined
  limit?: number
}

/** Merged lines of the namespace's pods, oldest first. */
export function logsQuery(params: LogParams) {
  return queryOptions({
    queryKey: ['logs', params] as const,
    queryFn: ({ signal }) => apiGet('/api/logs', logsResponseSchema, { query: params, signal }),
    placeholderData: keepPreviousData,
  })
}
