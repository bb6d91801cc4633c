import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { apiGet } from '../api.ts'

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
