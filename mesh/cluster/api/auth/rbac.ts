import { listAt, stringAt } from '../../../../lib/domain/kubernetes/json.ts'
import type { StoredObject } from '../../../../lib/domain/kubernetes/object.ts'
import { mastersGroup, type User } from './user.ts'

/** What a request wants to do, in the terms of RBAC. */
export type AccessRequest =
  | {
      readonly type: 'resource'
      readonly verb: string
      readonly group: string
      readonly resource: string
      readonly subresource?: string | undefined
      readonly namespace?: string | undefined
      readonly name?: string | undefined
    }
  | { readonly type: 'path'; readonly verb: string; readonly path: string }

export interface PolicyRule {
  readonly verbs: readonly string[]
  readonly apiGroups: readonly string[]
  readonly resources: readonly string[]
  readonly resourceNames: readonly string[]
  readonly nonResourceURLs: readonly string[]
}

/** The RBAC objects of the cluster. */
export interface Policies {
  readonly clusterRoles: readonly StoredObject[]
  readonly clusterRoleBindings: readonly StoredObject[]
  readonly roles: readonly StoredObject[]
  readonly roleBindings: readonly StoredObject[]
}

const everything: PolicyRule = {
  verbs: ['*'],
  apiGroups: ['*'],
  resources: ['*'],
  resourceNames: [],
  nonResourceURLs: ['*'],
}

/** Every rule that holds for a user in a namespace; without one only the cluster-wide rules. */
export function rulesFor(user: User, policies: Policies, namespace?: string): PolicyRule[] {
  if (user.groups.includes(mastersGroup)) return [everything]
  const wide = policies.clusterRoleBindings
    .filter((binding) => bindsUser(binding, user))
    .flatMap((binding) => referencedRules(binding, policies))
  if (namespace === undefined || namespace === '') return wide
  const local = policies.roleBindings
    .filter((binding) => binding.metadata.namespace === namespace && bindsUser(binding, user))
    .flatMap((binding) => referencedRules(binding, policies))
  return [...wide, ...local]
}

function bindsUser(binding: StoredObject, user: User): boolean {
  return listAt(binding, 'subjects').some((subject) => {
    const name = stringAt(subject, 'name') ?? ''
    switch (stringAt(subject, 'kind')) {
      case 'User':
        return name === user.name
      case 'Group':
        return user.groups.includes(name)
      case 'ServiceAccount': {
        const namespace = stringAt(subject, 'namespace') ?? binding.metadata.namespace ?? ''
        return user.name === `system:serviceaccount:${namespace}:${name}`
      }
      default:
        return false
    }
  })
}

function referencedRules(binding: StoredObject, policies: Policies): PolicyRule[] {
  const name = stringAt(binding, 'roleRef', 'name')
  const role =
    stringAt(binding, 'roleRef', 'kind') === 'ClusterRole'
      ? policies.clusterRoles.find((candidate) => candidate.metadata.name === name)
      : policies.roles.find(
          ({ metadata }) => metadata.name === name && metadata.namespace === binding.metadata.namespace,
        )
  return listAt(role, 'rules').map(toRule)
}

function toRule(rule: unknown): PolicyRule {
  const strings = (field: string) => listAt(rule, field).filter((item): item is string => typeof item === 'string')
  return {
    verbs: strings('verbs'),
    apiGroups: strings('apiGroups'),
    resources: strings('resources'),
    resourceNames: strings('resourceNames'),
    nonResourceURLs: strings('nonResourceURLs'),
  }
}

/** Whether one of the rules allows the request. */
export function isAllowed(rules: readonly PolicyRule[], request: AccessRequest): boolean {
  return rules.some((rule) => includes(rule.verbs, request.verb) && ruleCovers(rule, request))
}

function ruleCovers(rule: PolicyRule, request: AccessRequest): boolean {
  if (request.type === 'path') return rule.nonResourceURLs.some((pattern) => pathMatches(pattern, request.path))
  const { group, resource, subresource, name } = request
  const wanted =
    subresource === undefined || subresource === '' ? [resource] : [`${resource}/${subresource}`, `*/${subresource}`]
  return (
    includes(rule.apiGroups, group) &&
    (rule.resources.includes('*') || wanted.some((candidate) => rule.resources.includes(candidate))) &&
    (rule.resourceNames.length === 0 || (name !== undefined && rule.resourceNames.includes(name)))
  )
}

const includes = (list: readonly string[], value: string) => list.includes('*') || list.includes(value)

function pathMatches(pattern: string, path: string): boolean {
  return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : pattern === path
}
