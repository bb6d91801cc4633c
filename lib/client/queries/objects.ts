import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { apiGet } from '../api.ts'
import type { Scope } from '../scope.ts'
import { defaultGraphWindow } from './graph.ts'

const workloadResponseSchema = () =>
  import('../../contract/workloads.ts').then(({ workloadResponse }) => workloadResponse)
const workloadsResponseSchema = () =>
  import('../../contract/workloads.ts').then(({ workloadsResponse }) => workloadsResponse)
const serviceResponseSchema = () => import('../../contract/services.ts').then(({ serviceResponse }) => serviceResponse)
const servicesResponseSchema = () =>
  import('../../contract/services.ts').then(({ servicesResponse }) => servicesResponse)
const namespaceResponseSchema = () =>
  import('../../contract/namespaces.ts').then(({ namespaceResponse }) => namespaceResponse)
const namespacesResponseSchema = () =>
  import('../../contract/namespaces.ts').then(({ namespacesResponse }) => namespacesResponse)
const appResponseSchema = () => import('../../contract/apps.ts').then(({ appResponse }) => appResponse)
const appsResponseSchema = () => import('../../contract/apps.ts').then(({ appsResponse }) => appsResponse)

function parameters({ namespaces, window, at }: Scope) {
  return { namespaces, window: window ?? defaultGraphWindow, at }
}

const path = (...parts: readonly string[]) => parts.map(encodeURIComponent).join('/')

/** Every namespace with its health and traffic, whatever the scope's namespaces are. */
export function namespacesQuery(scope: Scope) {
  const query = { ...parameters(scope), namespaces: [] }
  return queryOptions({
    queryKey: ['namespaces', query] as const,
    queryFn: ({ signal }) => apiGet('/api/namespaces', namespacesResponseSchema, { query, signal }),
    placeholderData: keepPreviousData,
  })
}

export function namespaceQuery(name: string, scope: Scope) {
  const query = { ...parameters(scope), namespaces: [] }
  return queryOptions({
    queryKey: ['namespaces', name, query] as const,
    queryFn: ({ signal }) => apiGet(`/api/namespaces/${path(name)}`, namespaceResponseSchema, { query, signal }),
  })
}

export function workloadsQuery(scope: Scope) {
  const query = parameters(scope)
  return queryOptions({
    queryKey: ['workloads', query] as const,
    queryFn: ({ signal }) => apiGet('/api/workloads', workloadsResponseSchema, { query, signal }),
    placeholderData: keepPreviousData,
  })
}

export type ObjectName = { namespace: string; name: string }

export function workloadQuery({ namespace, name }: ObjectName, scope: Scope) {
  const query = { ...parameters(scope), namespaces: [] }
  return queryOptions({
    queryKey: ['workloads', namespace, name, query] as const,
    queryFn: ({ signal }) =>
      apiGet(`/api/workloads/${path(namespace, name)}`, workloadResponseSchema, { query, signal }),
    placeholderData: keepPreviousData,
  })
}

export function servicesQuery(scope: Scope) {
  const query = parameters(scope)
  return queryOptions({
    queryKey: ['services', query] as const,
    queryFn: ({ signal }) => apiGet('/api/services', servicesResponseSchema, { query, signal }),
    placeholderData: keepPreviousData,
  })
}

export function serviceQuery({ namespace, name }: ObjectName, scope: Scope) {
  const query = { ...parameters(scope), namespaces: [] }
  return queryOptions({
    queryKey: ['services', namespace, name, query] as const,
    queryFn: ({ signal }) => apiGet(`/api/services/${path(namespace, name)}`, serviceResponseSchema, { query, signal }),
    placeholderData: keepPreviousData,
  })
}

export function appsQuery(scope: Scope) {
  const query = parameters(scope)
  return queryOptions({
    queryKey: ['apps', query] as const,
    queryFn: ({ signal }) => apiGet('/api/apps', appsResponseSchema, { query, signal }),
    placeholderData: keepPreviousData,
  })
}

export function appQuery({ namespace, name }: ObjectName, scope: Scope) {
  const query = { ...parameters(scope), namespaces: [] }
  return queryOptions({
    queryKey: ['apps', namespace, name, query] as const,
    queryFn: ({ signal }) => apiGet(`/api/apps/${path(namespace, name)}`, appResponseSchema, { query, signal }),
    placeholderData: keepPreviousData,
  })
}
