import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { fieldErrors } from '../../../../lib/domain/kubernetes/field-error.ts'
import { ApiError } from '../api-error.ts'
import type { AccessRequest } from '../auth/rbac.ts'
import { apiAudience } from '../auth/service-account-tokens.ts'
import type { User } from '../auth/user.ts'
import type { VirtualResource } from '../resources/virtual.ts'
import { invalidObject } from '../writes/validate-object.ts'
import { readBody } from './body.ts'
import type { ApiDependencies } from './context.ts'
import { sendJson } from './respond.ts'

export interface ReviewContext {
  readonly deps: ApiDependencies
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly user: User
  readonly resource: VirtualResource
  readonly namespace: string | undefined
  readonly findClient: (token: string) => User | undefined
}

const access = {
  resourceAttributes: z
    .object({
      namespace: z.string().default(''),
      verb: z.string().default(''),
      group: z.string().default(''),
      resource: z.string().default(''),
      subresource: z.string().default(''),
      name: z.string().default(''),
    })
    .optional(),
  nonResourceAttributes: z.object({ path: z.string().default(''), verb: z.string().default('') }).optional(),
}
const selfAccess = z.object(access)
const subjectAccess = z.object({
  ...access,
  user: z.string().default(''),
  groups: z.array(z.string()).default([]),
})
const rulesReview = z.object({ namespace: z.string().default('default') })
const tokenReview = z.object({ token: z.string().min(1), audiences: z.array(z.string()).default([]) })

/** POST of a question about rights or tokens; the answer is in `status`, nothing is stored. */
export async function handleReview(context: ReviewContext): Promise<void> {
  const { request, response, resource } = context
  if (request.method !== 'POST')
    throw new ApiError('MethodNotAllowed', `${request.method} is not allowed on ${resource.plural}: use POST`)
  const { value } = await readBody(request)
  const body = z.looseObject({ spec: z.unknown() }).catch({ spec: {} }).parse(value)
  const status = await answer(context, body.spec ?? {})
  sendJson(response, 201, {
    kind: resource.kind,
    apiVersion: `${resource.group}/${resource.version}`,
    metadata: {},
    spec: body.spec ?? {},
    status,
  })
}

async function answer(context: ReviewContext, spec: unknown): Promise<object> {
  const { user, deps } = context
  switch (context.resource.plural) {
    case 'selfsubjectreviews':
      return {
        userInfo: { username: user.name, groups: user.groups, ...(user.uid === undefined ? {} : { uid: user.uid }) },
      }
    case 'selfsubjectaccessreviews':
      return accessStatus(deps, user, parse(context, selfAccess, spec))
    case 'localsubjectaccessreviews':
    case 'subjectaccessreviews': {
      const { user: name, groups, ...wanted } = parse(context, subjectAccess, spec)
      return accessStatus(deps, { name, groups }, wanted)
    }
    case 'selfsubjectrulesreviews':
      return rulesStatus(deps, user, parse(context, rulesReview, spec).namespace)
    default:
      return tokenStatus(context, parse(context, tokenReview, spec))
  }
}

function parse<T extends z.ZodType>({ resource }: ReviewContext, schema: T, spec: unknown): z.infer<T> {
  const parsed = schema.safeParse(spec)
  if (parsed.success) return parsed.data
  throw invalidObject(resource, '', fieldErrors(schema, spec, ['spec']))
}

function accessStatus(deps: ApiDependencies, user: User, spec: z.infer<typeof selfAccess>): object {
  const { resourceAttributes: resource, nonResourceAttributes: path } = spec
  if ((resource === undefined) === (path === undefined))
    throw new ApiError('Invalid', 'spec: exactly one of resourceAttributes and nonResourceAttributes must be set')
  const request: AccessRequest =
    resource === undefined
      ? { type: 'path', verb: path?.verb ?? '', path: path?.path ?? '' }
      : { type: 'resource', ...resource, name: resource.name || undefined }
  return { allowed: deps.authorizer.isAllowed(user, request) }
}

function rulesStatus(deps: ApiDependencies, user: User, namespace: string): object {
  const rules = deps.authorizer.rules(user, namespace)
  return {
    incomplete: false,
    resourceRules: rules
      .filter((rule) => rule.resources.length > 0)
      .map(({ verbs, apiGroups, resources, resourceNames }) => ({
        verbs,
        apiGroups,
        resources,
        ...(resourceNames.length === 0 ? {} : { resourceNames }),
      })),
    nonResourceRules: rules
      .filter((rule) => rule.nonResourceURLs.length > 0)
      .map(({ verbs, nonResourceURLs }) => ({ verbs, nonResourceURLs })),
  }
}

async function tokenStatus(context: ReviewContext, spec: z.infer<typeof tokenReview>): Promise<object> {
  const audiences = spec.audiences.length > 0 ? spec.audiences : [apiAudience]
  const client = context.findClient(spec.token)
  if (client !== undefined && audiences.includes(apiAudience)) return authenticated(client, [apiAudience])
  const checked = await context.deps.tokens.check(spec.token, audiences)
  return checked.valid
    ? authenticated(checked.user, checked.audiences)
    : { authenticated: false, error: checked.reason }
}

function authenticated(user: User, audiences: readonly string[]): object {
  const { name, groups, uid, extra } = user
  return {
    authenticated: true,
    audiences,
    user: { username: name, groups, ...(uid === undefined ? {} : { uid }), ...(extra === undefined ? {} : { extra }) },
  }
}
