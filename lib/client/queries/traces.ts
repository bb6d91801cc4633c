import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { apiGet } from '../api.ts'

const traceResponseSchema = () => import('../../contract/traces.ts').then(({ traceResponse }) => traceResponse)
const tracesResponseSchema = () => import('../../contract/traces.ts').then(({ tracesResponse }) => tracesResponse)
const spansResponseSchema = () => import('../../contract/traces.ts').then(({ spansResponse }) => spansResponse)
const routeInForceSchema = () =>
  import('../../contract/route-in-force.ts').then(({ routeInForceResponse }) => routeInForceResponse)

/** The search as the URL of GET /api/traces has it; what is undefined is not asked for. */
export type TraceSearchParams = {
  namespace?: string | undefined
  workload?: string | undefined
  service?: string | undefined
  source?: string | undefined
  destination?: string | undefined
  window?: string | undefined
  at?: string | undefined
  minDuration?: string | undefined
  maxDuration?: string | undefined
  operation?: string | undefined
  tags?: string | undefined
  errors?: boolean
  limit?: number
}

/** Traces that match, newest first; while the next search runs the last result stays. */
export function tracesQuery(search: TraceSearchParams) {
  return queryOptions({
    queryKey: ['traces', search] as const,
    queryFn: ({ signal }) => apiGet('/api/traces', tracesResponseSchema, { query: search, signal }),
    placeholderData: keepPreviousData,
  })
}

/** The spans of one id in full, of a large trace that came without their tags. */
export function spansQuery(traceId: string, spanId: string) {
  return queryOptions({
    queryKey: ['trace', traceId, 'span', spanId] as const,
    queryFn: ({ signal }) =>
      apiGet(`/api/traces/${encodeURIComponent(traceId)}/spans/${encodeURIComponent(spanId)}`, spansResponseSchema, {
        signal,
      }),
    staleTime: 300_000,
  })
}

/** How requests to a host were split at a moment (Unix seconds). */
export function routeInForceQuery(ask: { namespace: string; host: string; at: number }) {
  return queryOptions({
    queryKey: ['route-in-force', ask] as const,
    queryFn: ({ signal }) => apiGet('/api/route-in-force', routeInForceSchema, { query: ask, signal }),
    staleTime: 60_000,
  })
}

/** One trace. Late spans may still arrive for a while, so it is asked again when looked at again. */
export function traceQuery(traceId: string) {
  return queryOptions({
    queryKey: ['trace', traceId] as const,
    queryFn: ({ signal }) => apiGet(`/api/traces/${encodeURIComponent(traceId)}`, traceResponseSchema, { signal }),
    staleTime: 30_000,
  })
}
