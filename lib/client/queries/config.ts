import { queryOptions } from '@tanstack/react-query'
import { apiGet } from '../api.ts'

const configListResponseSchema = () =>
  import('../../contract/config.ts').then(({ configListResponse }) => configListResponse)
const configResponseSchema = () => import('../../contract/config.ts').then(({ configResponse }) => configResponse)

export type ConfigFilter = { namespaces?: readonly string[]; kinds?: readonly string[] }

/** Objects of these kinds in these namespaces with their findings; none given means all. */
export function configListQuery(filter: ConfigFilter = {}) {
  return queryOptions({
    queryKey: ['config', 'list', filter] as const,
    queryFn: ({ signal }) => apiGet('/api/config', configListResponseSchema, { query: { ...filter }, signal }),
  })
}

export type ConfigName = { kind: string; namespace: string; name: string }

/** One object as it is now. */
export function configQuery({ kind, namespace, name }: ConfigName) {
  const path = [kind, namespace, name].map(encodeURIComponent).join('/')
  return queryOptions({
    queryKey: ['config', 'one', kind, namespace, name] as const,
    queryFn: ({ signal }) => apiGet(`/api/config/${path}`, configResponseSchema, { signal }),
  })
}
