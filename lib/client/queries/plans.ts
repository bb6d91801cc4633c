import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { apiGet } from '../api.ts'

const planViewSchema = () => import('../../contract/plans.ts').then(({ planView }) => planView)
const planListSchema = () => import('../../contract/plans.ts').then(({ planList }) => planList)

export type PlanFilter = { namespace?: string; name?: string; limit?: number }

/** Staged plans, newest first; of one object, or of all. */
export function plansQuery(filter: PlanFilter = {}) {
  return queryOptions({
    queryKey: ['plans', 'list', filter] as const,
    queryFn: ({ signal }) => apiGet('/api/plans', planListSchema, { query: { ...filter }, signal }),
    placeholderData: keepPreviousData,
  })
}

/** One plan as it is now. */
export function planQuery(id: string) {
  return queryOptions({
    queryKey: ['plans', 'one', id] as const,
    queryFn: ({ signal }) => apiGet(`/api/plans/${encodeURIComponent(id)}`, planViewSchema, { signal }),
    placeholderData: keepPreviousData,
  })
}
