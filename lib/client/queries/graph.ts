import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { GraphType } from '../../domain/graph/model.ts'
import { apiGet } from '../api.ts'
import type { Scope } from '../scope.ts'

const edgeResponseBodySchema = () => import('../../contract/edge.ts').then(({ edgeResponseBody }) => edgeResponseBody)
const graphResponseSchema = () => import('../../contract/graph.ts').then(({ graphResponse }) => graphResponse)

export const defaultGraphWindow = '60s'

export type GraphParams = { scope: Scope; type: GraphType; idle: boolean }

/** The parameters as the API takes them. */
export function graphParameters({ scope, type, idle }: GraphParams) {
  return { namespaces: scope.namespaces, window: scope.window ?? defaultGraphWindow, at: scope.at, type, idle }
}

/** Who calls whom; while another scope is on its way the last picture stays. */
export function graphQuery(params: GraphParams) {
  return queryOptions({
    queryKey: ['graph', graphParameters(params)] as const,
    queryFn: ({ signal }) => apiGet('/api/graph', graphResponseSchema, { query: graphParameters(params), signal }),
    placeholderData: keepPreviousData,
  })
}

/** One edge in full, as the graph with these parameters shows it. */
export function edgeQuery(id: string, params: GraphParams) {
  const { idle: _idle, ...query } = graphParameters(params)
  return queryOptions({
    queryKey: ['edge', id, query] as const,
    queryFn: ({ signal }) => apiGet(`/api/edges/${encodeURIComponent(id)}`, edgeResponseBodySchema, { query, signal }),
  })
}
