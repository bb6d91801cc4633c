import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { apiGet } from '../api.ts'

const changeDetailSchema = () => import('../../contract/changes.ts').then(({ changeDetail }) => changeDetail)
const activitySchema = () => import('../../contract/changes.ts').then(({ activityAnswer }) => activityAnswer)
const blameSchema = () => import('../../contract/changes.ts').then(({ blameAnswer }) => blameAnswer)
const changeListSchema = () => import('../../contract/changes.ts').then(({ changeList }) => changeList)

export type ChangeFilter = { kind?: string; namespace?: string; name?: string; source?: string; limit?: number }

/** The ledger, newest first. */
export function changesQuery(filter: ChangeFilter = {}) {
  return queryOptions({
    queryKey: ['changes', 'list', filter] as const,
    queryFn: ({ signal }) => apiGet('/api/changes', changeListSchema, { query: { ...filter }, signal }),
  })
}

/** Failed requests over a window such as `1h`, to lay changes beside. */
export function activityQuery(window: string) {
  return queryOptions({
    queryKey: ['changes', 'activity', window] as const,
    queryFn: ({ signal }) => apiGet('/api/changes/activity', activitySchema, { query: { window }, signal }),
    placeholderData: keepPreviousData,
  })
}

/** One change with its diff and its verification. */
export function changeQuery(id: string) {
  return queryOptions({
    queryKey: ['changes', 'one', id] as const,
    queryFn: ({ signal }) => apiGet(`/api/changes/${encodeURIComponent(id)}`, changeDetailSchema, { signal }),
  })
}

/** Which change last touched each line of a live object. */
export function blameQuery(object: { kind: string; namespace: string; name: string }) {
  const { kind, namespace, name } = object
  return queryOptions({
    queryKey: ['changes', 'blame', kind, namespace, name] as const,
    queryFn: ({ signal }) => apiGet('/api/changes/blame', blameSchema, { query: { kind, namespace, name }, signal }),
  })
}
