import { queryOptions } from '@tanstack/react-query'
import { aboutResponse } from '../../contract/about.ts'
import { readyzResponse } from '../../contract/readiness.ts'
import { apiGet } from '../api.ts'

/** Versions, connections and who is asking. */
export function aboutQuery() {
  return queryOptions({
    queryKey: ['about'] as const,
    queryFn: ({ signal }) => apiGet('/api/about', aboutResponse, { signal }),
    staleTime: 60_000,
  })
}

/** One entry per source: answering, failing or unused. */
export function readinessQuery() {
  return queryOptions({
    queryKey: ['readiness'] as const,
    queryFn: ({ signal }) => apiGet('/api/readyz', readyzResponse, { signal }),
  })
}
