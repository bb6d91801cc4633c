import { queryOptions } from '@tanstack/react-query'
import { apiGet } from '../api.ts'

const estimateSchema = () => import('../../contract/capsule.ts').then(({ capsuleEstimate }) => capsuleEstimate)

/** What to freeze; times in Unix seconds. */
export type CapsuleRange = { readonly from: number; readonly to: number; readonly namespaces: readonly string[] }

/** About how large a capsule of a range would become, part by part. */
export function capsuleEstimateQuery({ from, to, namespaces }: CapsuleRange) {
  const query = { from: Math.floor(from), to: Math.ceil(to), namespaces }
  return queryOptions({
    queryKey: ['capsule', query] as const,
    queryFn: ({ signal }) => apiGet('/api/capsule', estimateSchema, { query, signal }),
    staleTime: 60_000,
    retry: false,
  })
}
