import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import { ApiError } from '../api-error.ts'
import type { Authenticate } from '../auth/authenticator.ts'
import type { ServerCertificate } from '../auth/certificates.ts'
import type { AccessRequest } from '../auth/rbac.ts'
import { actingUser } from '../auth/impersonation.ts'
import { anonymous, type User } from '../auth/user.ts'
import { virtualResources } from '../resources/virtual.ts'
import { outputForm } from './accept.ts'
import type { ApiDependencies } from './context.ts'
import { dispatch, isWatch } from './dispatch.ts'
import { handlePath } from './path-handlers.ts'
import { parseRequestPath, verbOf, type RequestInfo } from './request-info.ts'
import { sendFailure, statusOf } from './respond.ts'
import { handleReview } from './review-handlers.ts'

export interface ApiServerOptions {
  readonly deps: ApiDependencies
  readonly authenticate: Authenticate
  readonly findClient: (token: string) => User | undefined
  readonly certificate: ServerCertificate
}

/** The HTTPS server of the cluster API: authenticate, authorize, then answer. Not listening yet. */
export function createApiServer(options: ApiServerOptions): Server {
  const { certificate } = options
  const server = createServer(
    { key: certificate.key, cert: certificate.certificate, minVersion: 'TLSv1.2' },
    (request, response) => void answer(options, request, response),
  )
  // Watches stay open and idle for long.
  server.requestTimeout = 0
  server.keepAliveTimeout = 90_000
  return server
}

async function answer(options: ApiServerOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // Without a listener a client that goes away in the middle of an answer would end the process.
  response.on('error', (error) => options.deps.logger.debug({ url: request.url, err: error }, 'answer broken off'))
  try {
    await route(options, request, response)
  } catch (error) {
    const { code, message, reason } = statusOf(error)
    const { logger } = options.deps
    const seen = { method: request.method, url: request.url, code }
    if (isOurFault(reason)) logger.error({ ...seen, err: error }, 'request failed')
    else logger.debug({ ...seen, message }, 'request refused')
    sendFailure(response, error)
  }
}

function isOurFault(reason: string | undefined): boolean {
  return reason === 'InternalError' || reason === 'InsufficientStorage'
}

async function route(options: ApiServerOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { deps } = options
  const url = parseUrl(request.url ?? '/')
  const caller = await options.authenticate(request.headers.authorization)
  if (caller === undefined) throw new ApiError('Unauthorized', 'the credential of the request is not valid')
  const user = actingUser(request, caller, (wanted) => authorize(deps, caller, wanted))
  const info = parseRequestPath(url.pathname)
  const query = url.searchParams
  authorize(deps, user, accessRequest(info, request, query))
  const form = outputForm(request.headers.accept)
  if (info.type === 'path') {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      throw new ApiError('MethodNotAllowed', `${request.method} is not allowed on ${info.path}`)
    const server = request.headers.host ?? ''
    return handlePath({ path: info.path, form, definitions: deps.store.registry.all(), server, response })
  }
  const { group, version, plural, namespace, name, subresource } = info
  const virtual = virtualResources.find(
    (candidate) => candidate.group === group && candidate.version === version && candidate.plural === plural,
  )
  if (virtual !== undefined)
    return handleReview({ deps, request, response, user, resource: virtual, namespace, findClient: options.findClient })
  const definition = deps.store.registry.findByPath(group, version, plural)
  if (definition === undefined)
    throw new ApiError('NotFound', `the server could not find the requested resource: ${url.pathname}`)
  await dispatch({ deps, request, response, query, user, form, definition, version, namespace, name, subresource })
}

function parseUrl(target: string): URL {
  const url = URL.canParse(target, 'https://cluster') ? new URL(target, 'https://cluster') : undefined
  if (url === undefined || url.host !== 'cluster') throw new ApiError('BadRequest', 'the request target is not a path')
  return url
}

function accessRequest(info: RequestInfo, request: IncomingMessage, query: URLSearchParams): AccessRequest {
  const method = request.method ?? 'GET'
  if (info.type === 'path') return { type: 'path', verb: method.toLowerCase(), path: info.path }
  const verb = verbOf(method, info.name !== undefined, isWatch(query)) ?? method.toLowerCase()
  const { group, plural, namespace, subresource } = info
  // A watch or list of one name by field selector asks for that name only.
  const named = info.name ?? /^metadata\.name=([^,]+)$/.exec(query.get('fieldSelector') ?? '')?.[1]
  return { type: 'resource', verb, group, resource: plural, subresource, namespace, name: named }
}

function authorize(deps: ApiDependencies, user: User, request: AccessRequest): void {
  if (deps.authorizer.isAllowed(user, request)) return
  if (user === anonymous) throw new ApiError('Unauthorized', 'the request carries no credential: send a bearer token')
  throw new ApiError('Forbidden', forbiddenMessage(user, request), detailsOf(request))
}

function forbiddenMessage(user: User, request: AccessRequest): string {
  if (request.type === 'path') return `forbidden: User "${user.name}" cannot ${request.verb} path "${request.path}"`
  const { verb, group, resource, subresource, namespace, name } = request
  const what = `${resource}${subresource === undefined ? '' : `/${subresource}`}`
  const subject = `${resource}${group === '' ? '' : `.${group}`}${name === undefined ? '' : ` "${name}"`}`
  const where = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`
  return `${subject} is forbidden: User "${user.name}" cannot ${verb} resource "${what}" in API group "${group}" ${where}`
}

function detailsOf(request: AccessRequest) {
  if (request.type === 'path') return {}
  return { group: request.group, kind: request.resource, ...(request.name === undefined ? {} : { name: request.name }) }
}
