import { queryOptions } from '@tanstack/react-query'
import { apiGet } from '../api.ts'

const readyzResponseSchema = () => import('../../contract/readiness.ts').then(({ readyzResponse }) => readyzResponse)
const aboutResponseSchema = () => import('../../contract/about.ts').then(({ aboutResponse }) => aboutResponse)
/** Versions, connections and who is asking. */
export function aboutQuery() {
  return queryOptions({
    queryKey: ['about'] as const,
    queryFn: ({ signal }) => apiGet('/api/about', aboutResponseSchema, { signal }),
    staleTime: 60_000,
  })
}

/** One entry per source: answering, failing or unused. */
export function readinessQuery() {
  return queryOptions({
    queryKey: ['readiness'] as const,
    queryFn: ({ signal }) => apiGet('/api/readyz', readyzResponseSchema, { signal }),
  })
}
