import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { appResponse, appsResponse } from '../../contract/apps.ts'
import { namespaceResponse, namespacesResponse } from '../../contract/namespaces.ts'
import { serviceResponse, servicesResponse } from '../../contract/services.ts'
import { workloadResponse, workloadsResponse } from '../../contract/workloads.ts'
import { apiGet } from '../api.ts'
import type { Scope } from '../scope.ts'
import { defaultGraphWindow } from './graph.ts'

function parameters({ namespaces, window, at }: Scope) {
  return { namespaces, window: window ?? defaultGraphWindow, at }
}

const path = (...parts: readonly string[]) => parts.map(encodeURIComponent).join('/')

/** Every namespace with its health and traffic, whatever the scope's namespaces are. */
export function namespacesQuery(scope: Scope) {
  const query = { ...parameters(scope), namespaces: [] }
  return queryOptions({
    queryKey: ['namespaces', query] as const,
    queryFn: ({ signal }) => apiGet('/api/namespaces', namespacesResponse, { query, signal }),
    placeholderData: keepPreviousData,
  })
}

export function namespaceQuery(name: string, scope: Scope) {
  const query = { ...parameters(scope), namespaces: [] }
  return queryOptions({
    queryKey: ['namespaces', name, query] as const,
    queryFn: ({ signal }) => apiGet(`/api/namespaces/${path(name)}`, namespaceResponse, { query, signal }),
  })
}

export function workloadsQuery(scope: Scope) {
  const query = parameters(scope)
  return queryOptions({
    queryKey: ['workloads', query] as const,
    queryFn: ({ signal }) => apiGet('/api/workloads', workloadsResponse, { query, signal }),
    placeholderData: keepPreviousData,
  })
}

export type ObjectName = { namespace: string; name: string }

export function workloadQuery({ namespace, name }: ObjectName, scope: Scope) {
  const query = { ...parameters(scope), namespaces: [] }
  return queryOptions({
    queryKey: ['workloads', namespace, name, query] as const,
    queryFn: ({ signal }) => apiGet(`/api/workloads/${path(namespace, name)}`, workloadResponse, { query, signal }),
    placeholderData: keepPreviousData,
  })
}

export function servicesQuery(scope: Scope) {
  const query = parameters(scope)
  return queryOptions({
    queryKey: ['services', query] as const,
    queryFn: ({ signal }) => apiGet('/api/services', servicesResponse, { query, signal }),
    placeholderData: keepPreviousData,
  })
}

export function serviceQuery({ namespace, name }: ObjectName, scope: Scope) {
  const query = { ...parameters(scope), namespaces: [] }
  return queryOptions({
    queryKey: ['services', namespace, name, query] as const,
    queryFn: ({ signal }) => apiGet(`/api/services/${path(namespace, name)}`, serviceResponse, { query, signal }),
    placeholderData: keepPreviousData,
  })
}

export function appsQuery(scope: Scope) {
  const query = parameters(scope)
  return queryOptions({
    queryKey: ['apps', query] as const,
    queryFn: ({ signal }) => apiGet('/api/apps', appsResponse, { query, signal }),
    placeholderData: keepPreviousData,
  })
}

export function appQuery({ namespace, name }: ObjectName, scope: Scope) {
  const query = { ...parameters(scope), namespaces: [] }
  return queryOptions({
    queryKey: ['apps', namespace, name, query] as const,
    queryFn: ({ signal }) => apiGet(`/api/apps/${path(namespace, name)}`, appResponse, { query, signal }),
    placeholderData: keepPreviousData,
  })
}
