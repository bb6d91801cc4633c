import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { apiGet } from '../api.ts'
import { addToTail, emptyTail, tailAfter, type Tail } from '../log-tail.ts'

const logsResponseSchema = () => import('../../contract/logs.ts').then(({ logsResponse }) => logsResponse)

export type LogParams = {
  namespace: string
  namespaces?: readonly string[]
  workload?: readonly string[]
  pod?: string | undefined
  container?: string | undefined
  traceId?: string | undefined
  filter?: string | undefined
  depth?: string | undefined
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

/** Lines as they are written: what was collected so far and, at each asking, what is new; at first the last half minute. */
export function logsTailQuery({ at: _at, ...params }: LogParams) {
  const queryKey = ['logs', 'tail', params] as const
  return queryOptions({
    queryKey,
    queryFn: async ({ client, signal }) => {
      const known = client.getQueryData<Tail>(queryKey) ?? emptyTail
      const query = { ...params, window: '30s', after: tailAfter(known), limit: 5_000 }
      return addToTail(known, await apiGet('/api/logs', logsResponseSchema, { query, signal }))
    },
    refetchInterval: 1_000,
    // A tail that is opened again begins anew; comparing two lists of thousands of lines would be waste.
    gcTime: 0,
    structuralSharing: false,
    retry: false,
  })
}
