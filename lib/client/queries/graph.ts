import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { GraphType } from '../../domain/graph/model.ts'
import { apiGet } from '../api.ts'
import type { Scope } from '../scope.ts'

const edgeResponseBodySchema = () => import('../../contract/edge.ts').then(({ edgeResponseBody }) => edgeResponseBody)
const edgeExplanationSchema = () =>
  import('../../contract/edge-explanation.ts').then(({ edgeExplanation }) => edgeExplanation)
const edgeConnectionSchema = () =>
  import('../../contract/edge-connection.ts').then(({ edgeConnection }) => edgeConnection)
// The live stream's file, which the graph needs as well: a file of its own would hold the same schema twice.
const graphResponseSchema = () => import('../../contract/live.ts').then(({ liveGraph }) => liveGraph)

export const defaultGraphWindow = '60s'

export type GraphParams = {
  scope: Scope
  type: GraphType
  idle: boolean
  /** Only what is at most `hops` calls away from this node. */
  focus?: { node: string; hops: number } | null
  /** A label whose values become nodes of their own; empty for none. */
  aggregate?: string
}

/** The parameters as the API takes them. */
export function graphParameters({ scope, type, idle, focus = null, aggregate = '' }: GraphParams) {
  return {
    namespaces: scope.namespaces,
    window: scope.window ?? defaultGraphWindow,
    at: scope.at,
    type,
    idle,
    ...(focus === null ? {} : { focus: focus.node, hops: focus.hops }),
    ...(aggregate === '' ? {} : { aggregate }),
  }
}

/** What an edge is asked with: the graph that showed it, without the choice of what else was shown. */
function edgeParameters(params: GraphParams) {
  const { namespaces, window, at, type, aggregate } = { aggregate: undefined, ...graphParameters(params) }
  return { namespaces, window, at, type, aggregate }
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
  const query = edgeParameters(params)
  return queryOptions({
    queryKey: ['edge', id, query] as const,
    queryFn: ({ signal }) => apiGet(`/api/edges/${encodeURIComponent(id)}`, edgeResponseBodySchema, { query, signal }),
  })
}

/** Where an edge's numbers come from and what is odd about it; it answers for an edge without traffic, too. */
export function edgeExplanationQuery(id: string, params: GraphParams) {
  const query = edgeParameters(params)
  return queryOptions({
    queryKey: ['edge', id, 'explain', query] as const,
    queryFn: ({ signal }) =>
      apiGet(`/api/edges/${encodeURIComponent(id)}/explain`, edgeExplanationSchema, { query, signal }),
  })
}

/** How both ends of an edge talk: TLS, identities, certificates. */
export function edgeConnectionQuery(id: string, params: GraphParams) {
  const query = edgeParameters(params)
  return queryOptions({
    queryKey: ['edge', id, 'connection', query] as const,
    queryFn: ({ signal }) =>
      apiGet(`/api/edges/${encodeURIComponent(id)}/connection`, edgeConnectionSchema, { query, signal }),
  })
}
