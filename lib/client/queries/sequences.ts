import { queryOptions } from '@tanstack/react-query'
import { apiGet, apiPost } from '../api.ts'
import type { RoutedObject } from './routing.ts'

const sequenceSchema = () => import('../../contract/routing.ts').then(({ sequenceView }) => sequenceView)

const path = ({ namespace, name }: RoutedObject, what: string) =>
  `/api/routing/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}/${what}`

export type Setup = { template: 'as-now' | 'pinned' | 'testers'; version: string }

/** What setting up a route would write; nothing is written. */
export function setupPreviewQuery(service: RoutedObject, setup: Setup) {
  return queryOptions({
    queryKey: ['routing', 'setup', service.namespace, service.name, setup] as const,
    queryFn: () => apiPost(path(service, 'setup'), sequenceSchema, { ...setup, dryRun: true }),
  })
}

/** What removing all routing would write; nothing is written. */
export function removalPreviewQuery(service: RoutedObject) {
  return queryOptions({
    queryKey: ['routing', 'removal', service.namespace, service.name] as const,
    queryFn: () => apiPost(path(service, 'removal'), sequenceSchema, { dryRun: true }),
  })
}

/** How far a sequence of writes has come. */
export function sequenceQuery(id: string) {
  return queryOptions({
    queryKey: ['sequences', id] as const,
    queryFn: ({ signal }) => apiGet(`/api/sequences/${encodeURIComponent(id)}`, sequenceSchema, { signal }),
  })
}

/** Begins to write. @throws ApiError */
export function beginSetup(service: RoutedObject, setup: Setup) {
  return apiPost(path(service, 'setup'), sequenceSchema, { ...setup, dryRun: false })
}

/** Begins to remove. @throws ApiError */
export function beginRemoval(service: RoutedObject) {
  return apiPost(path(service, 'removal'), sequenceSchema, { dryRun: false })
}
