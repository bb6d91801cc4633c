import { describe, expect, test } from 'vitest'
import { storedObject, type StoredObject } from '../../../../lib/domain/kubernetes/object.ts'
import { bootstrapPolicies } from './bootstrap-roles.ts'
import { isAllowed, rulesFor, type AccessRequest, type Policies } from './rbac.ts'
import { anonymous, serviceAccountUser, type User } from './user.ts'

const group = 'rbac.authorization.k8s.io'
const stored = (object: object): StoredObject => {
  const { metadata, ...rest } = object as { metadata: object }
  return storedObject.parse({
    ...rest,
    metadata: { uid: 'u', resourceVersion: '1', creationTimestamp: '', ...metadata },
  })
}
const bootstrap = (resource: string) =>
  bootstrapPolicies()
    .filter((policy) => policy.resource === `${resource}.${group}`)
    .map((policy) => stored(policy.object))

const role = {
  apiVersion: `${group}/v1`,
  kind: 'Role',
  metadata: { name: 'reader', namespace: 'shop' },
  rules: [{ verbs: ['get'], apiGroups: [''], resources: ['configmaps'], resourceNames: ['prices'] }],
}
const binding = {
  apiVersion: `${group}/v1`,
  kind: 'RoleBinding',
  metadata: { name: 'readers', namespace: 'shop' },
  roleRef: { kind: 'Role', name: 'reader' },
  subjects: [{ kind: 'ServiceAccount', name: 'till' }],
}
const policies: Policies = {
  clusterRoles: bootstrap('clusterroles'),
  clusterRoleBindings: bootstrap('clusterrolebindings'),
  roles: [...bootstrap('roles'), stored(role)],
  roleBindings: [...bootstrap('rolebindings'), stored(binding)],
}

const named = (name: string): User => ({
  name: `heddle:${name}`,
  groups: ['heddle:components', 'system:authenticated'],
})
const admin: User = { name: 'heddle:admin', groups: ['system:masters'] }
const till = serviceAccountUser('shop', 'till')

/** `verb resource.group[/subresource] [namespace] [name]`, or `get /path`. */
function may(user: User, text: string): boolean {
  const [verb = '', what = '', namespace, name] = text.split(' ')
  if (what.startsWith('/')) return isAllowed(rulesFor(user, policies), { type: 'path', verb, path: what })
  const [full = '', subresource] = what.split('/')
  const [resource = '', ...rest] = full.split('.')
  const request: AccessRequest = {
    type: 'resource',
    verb,
    group: rest.join('.'),
    resource,
    subresource,
    namespace,
    name,
  }
  return isAllowed(rulesFor(user, policies, namespace), request)
}

describe('rights of the clients that come with the mesh', () => {
  test.each([
    [admin, 'delete secrets kube-system x', true],
    [admin, 'get /anything', true],
    [named('console'), 'list pods bookinfo', true],
    [named('console'), 'get pods/log bookinfo p', true],
    [named('console'), 'patch virtualservices.networking.istio.io bookinfo reviews', true],
    [named('console'), 'create peerauthentications.security.istio.io bookinfo', true],
    [named('console'), 'update leases.coordination.k8s.io istio-system x', true],
    [named('console'), 'get secrets istio-system istio-ca-secret', false],
    [named('console'), 'list secrets', false],
    [named('console'), 'create pods bookinfo', false],
    [named('console'), 'patch deployments.apps bookinfo x', false],
    [named('console'), 'create clusterrolebindings.rbac.authorization.k8s.io', false],
    [named('console'), 'create serviceaccounts/token bookinfo x', false],
    [named('control-plane'), 'get secrets istio-system istio-ca-secret', true],
    [named('control-plane'), 'create secrets istio-system', true],
    [named('control-plane'), 'create secrets bookinfo', false],
    [named('control-plane'), 'create configmaps bookinfo', true],
    [named('control-plane'), 'create tokenreviews.authentication.k8s.io', true],
    [named('control-plane'), 'update virtualservices.networking.istio.io/status bookinfo x', true],
    [named('control-plane'), 'update virtualservices.networking.istio.io bookinfo x', false],
    [named('node-agent'), 'patch pods/status bookinfo p', true],
    [named('node-agent'), 'create serviceaccounts/token bookinfo x', true],
    [named('node-agent'), 'create pods bookinfo', false],
    [named('node-agent'), 'patch deployments.apps bookinfo x', false],
    [anonymous, 'get /readyz', true],
    [anonymous, 'get /api', false],
    [anonymous, 'list pods', false],
  ] as const)('%s may %s: %s', (user, request, allowed) => {
    expect(may(user, request)).toBe(allowed)
  })
})

describe('rules', () => {
  test.each([
    ['get configmaps shop prices', true],
    ['get configmaps shop costs', false],
    ['list configmaps shop', false],
    ['get configmaps other prices', false],
    ['update configmaps shop prices', false],
    ['get configmaps/status shop prices', false],
    ['get /apis/apps', true],
  ])('a role with a resource name, bound to a service account of its namespace: %s: %s', (request, allowed) => {
    expect(may(till, request)).toBe(allowed)
  })
})
