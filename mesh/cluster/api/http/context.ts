import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from '../../../../lib/platform/logger.ts'
import { ApiError } from '../api-error.ts'
import type { Authorizer } from '../auth/authorizer.ts'
import type { ServiceAccountTokens } from '../auth/service-account-tokens.ts'
import type { User } from '../auth/user.ts'
import type { ClusterStore } from '../cluster-store.ts'
import type { ContinuationCache } from './continuations.ts'
import { apiVersionOf, resourceName, type ResourceDefinition } from '../resources/definition.ts'
import type { ObjectKey, WriteOptions } from '../store.ts'
import type { OutputForm } from './accept.ts'
import { addWarning } from './respond.ts'

export interface ApiDependencies {
  readonly store: ClusterStore
  readonly authorizer: Authorizer
  readonly tokens: ServiceAccountTokens
  readonly continuations: ContinuationCache
  /** Shown to the node agent's log server. */
  readonly kubeletToken: string
  readonly logger: Logger
  readonly now: () => Date
}

/** One authenticated and authorized request on a resource. */
export interface ResourceContext {
  readonly deps: ApiDependencies
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly query: URLSearchParams
  readonly user: User
  readonly form: OutputForm
  readonly definition: ResourceDefinition
  /** The version of the URL, in which objects are returned. */
  readonly version: string
  readonly namespace: string | undefined
  readonly name: string | undefined
  readonly subresource: string | undefined
}

export const apiVersionOfContext = ({ definition, version }: ResourceContext) => apiVersionOf(definition.group, version)

/** The key of the object that the URL names. */
export function objectKey({ definition, namespace, name }: ResourceContext): ObjectKey {
  if (name === undefined) throw new ApiError('BadRequest', 'the URL names no object')
  return { resource: resourceName(definition), namespace: definition.namespaced ? namespace : undefined, name }
}

/**
 * Options of a write from the query: `dryRun`, `fieldManager`, `fieldValidation`.
 * @throws ApiError BadRequest for a value that is not allowed
 */
export function writeOptions(context: ResourceContext): WriteOptions {
  const { query, request, response } = context
  const fieldValidation = query.get('fieldValidation') || 'Warn'
  if (fieldValidation !== 'Strict' && fieldValidation !== 'Warn' && fieldValidation !== 'Ignore')
    throw new ApiError('BadRequest', `fieldValidation is "${fieldValidation}": must be Strict, Warn or Ignore`)
  const agent = request.headers['user-agent']?.split('/')[0]
  return {
    dryRun: isDryRun(query),
    fieldManager: query.get('fieldManager') || agent || 'unknown',
    fieldValidation,
    onWarning: (warning) => addWarning(response, warning),
  }
}

export function isDryRun(query: URLSearchParams): boolean {
  const values = query.getAll('dryRun').filter((value) => value !== '')
  const wrong = values.find((value) => value !== 'All')
  if (wrong !== undefined) throw new ApiError('BadRequest', `dryRun is "${wrong}": must be All`)
  return values.length > 0
}
