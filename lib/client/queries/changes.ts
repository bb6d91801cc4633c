import { queryOptions } from '@tanstack/react-query'
import { apiGet } from '../api.ts'

const changeDetailSchema = () => import('../../contract/changes.ts').then(({ changeDetail }) => changeDetail)
const changeListSchema = () => import('../../contract/changes.ts').then(({ changeList }) => changeList)

export type ChangeFilter = { kind?: string; namespace?: string; name?: string; source?: string; limit?: number }

/** The ledger, newest first. */
export function changesQuery(filter: ChangeFilter = {}) {
  return queryOptions({
    queryKey: ['changes', 'list', filter] as const,
    queryFn: ({ signal }) => apiGet('/api/changes', changeListSchema, { query: { ...filter }, signal }),
  })
}

/** One change with its diff and its verification. */
export function changeQuery(id: string) {
  return queryOptions({
    queryKey: ['changes', 'one', id] as const,
    queryFn: ({ signal }) => apiGet(`/api/changes/${encodeURIComponent(id)}`, changeDetailSchema, { signal }),
  })
}
