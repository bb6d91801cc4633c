import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { traceResponse, tracesResponse } from '../../contract/traces.ts'
import { apiGet } from '../api.ts'

/** Parameters of `GET /api/traces` as they stand in a URL. */
export type TraceSearch = {
  namespace?: string
  workload?: string
  service?: string
  source?: string
  destination?: string
  window?: string
  at?: string
  minDuration?: string
  maxDuration?: string
  errors?: boolean
  limit?: number
}

export function tracesQuery(search: TraceSearch) {
  return queryOptions({
    queryKey: ['traces', 'search', search] as const,
    queryFn: ({ signal }) => apiGet('/api/traces', tracesResponse, { query: { ...search }, signal }),
    placeholderData: keepPreviousData,
  })
}

/** One trace; finished spans do not change, late ones may still come. */
export function traceQuery(traceId: string) {
  return queryOptions({
    queryKey: ['traces', 'one', traceId] as const,
    queryFn: ({ signal }) => apiGet(`/api/traces/${encodeURIComponent(traceId)}`, traceResponse, { signal }),
    staleTime: 15_000,
  })
}
