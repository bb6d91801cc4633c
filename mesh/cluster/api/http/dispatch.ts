import { ApiError } from '../api-error.ts'
import { resourceName, type ResourceDefinition } from '../resources/definition.ts'
import type { ResourceContext } from './context.ts'
import { handleLog } from './log-handler.ts'
import { handleGet, handleList } from './read-handlers.ts'
import { handleScale } from './scale-handler.ts'
import { handleBinding, handleEviction, handleFinalize } from './subresource-handlers.ts'
import { handleTokenRequest } from './token-handler.ts'
import { handleWatch } from './watch-handler.ts'
import { handleCreate, handleDelete, handleDeleteCollection, handlePatch, handleUpdate } from './write-handlers.ts'

type Handler = (context: ResourceContext) => void | Promise<void>

/** Runs the handler of a request that is already authorized. */
export async function dispatch(context: ResourceContext): Promise<void> {
  const { subresource, name, definition } = context
  if (!isServed(definition, subresource))
    throw new ApiError('NotFound', `${resourceName(definition)} has no subresource "${subresource}"`)
  const handler = name === undefined ? collectionHandler(context) : objectHandler(context)
  if (handler === undefined)
    throw new ApiError(
      'MethodNotAllowed',
      `${context.request.method} is not allowed on ${resourceName(definition)}${subresource === undefined ? '' : `/${subresource}`}`,
    )
  await handler(context)
}

function isServed({ subresources }: ResourceDefinition, name: string | undefined): boolean {
  return name === undefined || subresources.some((subresource) => subresource === name)
}

function collectionHandler({ request, query }: ResourceContext): Handler | undefined {
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return isWatch(query) ? handleWatch : handleList
    case 'POST':
      return handleCreate
    case 'DELETE':
      return handleDeleteCollection
    default:
      return undefined
  }
}

export function isWatch(query: URLSearchParams): boolean {
  const value = query.get('watch')
  return value === 'true' || value === '1'
}

function objectHandler(context: ResourceContext): Handler | undefined {
  const { method } = context.request
  switch (context.subresource) {
    case undefined:
    case 'status':
      return wholeObjectHandler(context)
    case 'scale':
      return method === 'GET' || method === 'PUT' || method === 'PATCH' ? handleScale : undefined
    case 'log':
      return method === 'GET' ? handleLog : undefined
    case 'token':
      return method === 'POST' ? handleTokenRequest : undefined
    case 'finalize':
      return method === 'PUT' ? handleFinalize : undefined
    case 'binding':
      return method === 'POST' ? handleBinding : undefined
    case 'eviction':
      return method === 'POST' ? handleEviction : undefined
    default:
      throw new ApiError(
        'NotImplemented',
        `${context.subresource} is not offered by the bundled cluster: its pods are processes of this machine, so use a shell here and the pod's IP instead`,
      )
  }
}

function wholeObjectHandler({ request, subresource }: ResourceContext): Handler | undefined {
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return handleGet
    case 'PUT':
      return handleUpdate
    case 'PATCH':
      return handlePatch
    case 'DELETE':
      return subresource === undefined ? handleDelete : undefined
    default:
      return undefined
  }
}
