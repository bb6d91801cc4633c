import { resourceName } from '../resources/definition.ts'
import type { ListQuery } from '../store.ts'
import { ApiError } from '../api-error.ts'
import { objectKey, type ResourceContext } from './context.ts'
import { presentList, presentObject } from './present.ts'
import { sendJson } from './respond.ts'

/** GET one object. */
export function handleGet(context: ResourceContext): void {
  sendJson(context.response, 200, presentObject(context, context.deps.store.read(objectKey(context))))
}

/** GET a collection, page by page with `limit` and `continue`. */
export function handleList(context: ResourceContext): void {
  const { deps, query, response, definition } = context
  const limit = wholeNumber(query, 'limit') ?? 0
  const token = query.get('continue')
  const page = token
    ? deps.continuations.next(token, limit)
    : deps.continuations.page(deps.store.list(resourceName(definition), listQuery(context)), limit)
  sendJson(response, 200, presentList(context, page))
}

/** Namespace and selectors of a list or watch. */
export function listQuery({ query, namespace, definition }: ResourceContext): ListQuery {
  return {
    namespace: definition.namespaced ? namespace : undefined,
    labelSelector: query.get('labelSelector') ?? undefined,
    fieldSelector: query.get('fieldSelector') ?? undefined,
  }
}

/** @throws ApiError BadRequest naming the parameter when it is no whole number from 0 */
export function wholeNumber(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name)
  if (text === null || text === '') return undefined
  if (!/^\d{1,15}$/.test(text)) throw new ApiError('BadRequest', `${name} is "${text}": must be a whole number from 0`)
  return Number(text)
}
