import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { apiGet } from '../api.ts'
import type { Scope } from '../scope.ts'

const routingAnswerSchema = () => import('../../contract/routing.ts').then(({ routingAnswer }) => routingAnswer)
const routingListSchema = () => import('../../contract/routing.ts').then(({ routingList }) => routingList)
const sharesAnswerSchema = () => import('../../contract/routing.ts').then(({ sharesAnswer }) => sharesAnswer)

const guidedFactsSchema = () => import('../../contract/guided-edits.ts').then(({ guidedFacts }) => guidedFacts)

const path = (namespace: string, name: string) =>
  `/api/routing/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`

export type RoutedObject = { namespace: string; name: string }

/** One VirtualService with what stands behind its destinations, or a service that none names. */
export function routingQuery({ namespace, name }: RoutedObject) {
  return queryOptions({
    queryKey: ['routing', 'one', namespace, name] as const,
    queryFn: ({ signal }) => apiGet(path(namespace, name), routingAnswerSchema, { signal }),
    placeholderData: keepPreviousData,
  })
}

/** What guided edits of it must know beside the objects that they change. */
export function guidedFactsQuery({ namespace, name }: RoutedObject) {
  return queryOptions({
    queryKey: ['routing', 'guided', namespace, name] as const,
    queryFn: ({ signal }) => apiGet(`${path(namespace, name)}/guided`, guidedFactsSchema, { signal }),
    placeholderData: keepPreviousData,
  })
}

/** Every VirtualService of the scope's namespaces. */
export function routingListQuery({ namespaces }: Scope) {
  return queryOptions({
    queryKey: ['routing', 'list', namespaces] as const,
    queryFn: ({ signal }) => apiGet('/api/routing', routingListSchema, { query: { namespaces }, signal }),
    placeholderData: keepPreviousData,
  })
}

/** The observed split of one rule since a moment (Unix seconds). */
export function sharesQuery({ namespace, name }: RoutedObject, rule: string, from: number) {
  return queryOptions({
    queryKey: ['routing', 'shares', namespace, name, rule, from] as const,
    queryFn: ({ signal }) =>
      apiGet(`${path(namespace, name)}/shares`, sharesAnswerSchema, {
        query: { rule, from: Math.floor(from) },
        signal,
      }),
    placeholderData: keepPreviousData,
  })
}
