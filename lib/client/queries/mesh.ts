import { queryOptions } from '@tanstack/react-query'
import { apiGet, send, requestHeaders, apiUrl } from '../api.ts'
import type { Scope } from '../scope.ts'

const meshSchema = () => import('../../contract/mesh.ts').then(({ meshResponse }) => meshResponse)
const propagationSchema = () => import('../../contract/mesh.ts').then(({ propagationResponse }) => propagationResponse)
const certificatesSchema = () =>
  import('../../contract/mesh.ts').then(({ certificatesResponse }) => certificatesResponse)
const proxiesSchema = () => import('../../contract/proxies.ts').then(({ proxiesResponse }) => proxiesResponse)
const proxySchema = () => import('../../contract/proxies.ts').then(({ proxyResponse }) => proxyResponse)
const configSchema = () => import('../../contract/proxies.ts').then(({ proxyConfigResponse }) => proxyConfigResponse)

/** What the mesh is made of and how it is set. */
export function meshQuery() {
  return queryOptions({
    queryKey: ['mesh'] as const,
    queryFn: ({ signal }) => apiGet('/api/mesh', meshSchema, { signal }),
  })
}

/** How long changes took to reach proxies; `window` is a Prometheus duration. */
export function propagationQuery(window: string) {
  return queryOptions({
    queryKey: ['mesh', 'propagation', window] as const,
    queryFn: ({ signal }) => apiGet('/api/mesh/propagation', propagationSchema, { signal, query: { window } }),
  })
}

/** Certificates change by the hour: a minute is young enough. */
export function certificatesQuery() {
  return queryOptions({
    queryKey: ['mesh', 'certificates'] as const,
    queryFn: ({ signal }) => apiGet('/api/mesh/certificates', certificatesSchema, { signal }),
    staleTime: 60_000,
  })
}

/** Every proxy with how far it has its configuration. */
export function proxiesQuery({ namespaces }: Pick<Scope, 'namespaces'>) {
  return queryOptions({
    queryKey: ['proxies', namespaces] as const,
    queryFn: ({ signal }) => apiGet('/api/proxies', proxiesSchema, { signal, query: { namespaces } }),
  })
}

export interface ProxyName {
  readonly namespace: string
  readonly pod: string
}

const pathOf = ({ namespace, pod }: ProxyName) =>
  `/api/proxies/${encodeURIComponent(namespace)}/${encodeURIComponent(pod)}`

/** One proxy, and what it refused beside what is in force. */
export function proxyQuery(name: ProxyName) {
  return queryOptions({
    queryKey: ['proxy', name.namespace, name.pod] as const,
    queryFn: ({ signal }) => apiGet(pathOf(name), proxySchema, { signal }),
  })
}

/** Envoy's configuration as tables. */
export function proxyConfigQuery(name: ProxyName) {
  return queryOptions({
    queryKey: ['proxy', name.namespace, name.pod, 'config'] as const,
    queryFn: ({ signal }) => apiGet(`${pathOf(name)}/config`, configSchema, { signal }),
    staleTime: 5_000,
  })
}

/** Where a part of the dump can be downloaded. */
export function rawConfigUrl(name: ProxyName, section: string | undefined, download = false): string {
  return apiUrl(`${pathOf(name)}/config/raw`, { section, ...(download ? { download: 'true' } : {}) })
}

/** A part of the dump as text, without keys. */
export function rawConfigQuery(name: ProxyName, section: string) {
  return queryOptions({
    queryKey: ['proxy', name.namespace, name.pod, 'raw', section] as const,
    queryFn: async ({ signal }) =>
      (await send(rawConfigUrl(name, section), { headers: requestHeaders(), signal })).text(),
    staleTime: 5_000,
  })
}
