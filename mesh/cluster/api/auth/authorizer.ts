import type { ObjectStore } from '../store.ts'
import { isAllowed, rulesFor, type AccessRequest, type Policies, type PolicyRule } from './rbac.ts'
import type { User } from './user.ts'

export interface Authorizer {
  isAllowed(user: User, request: AccessRequest): boolean
  rules(user: User, namespace: string): PolicyRule[]
}

const group = 'rbac.authorization.k8s.io'

/** Decides by the RBAC objects in the store, as they are at the moment of the request. */
export function createAuthorizer(store: Pick<ObjectStore, 'list'>): Authorizer {
  const policies = (): Policies => ({
    clusterRoles: store.list(`clusterroles.${group}`).items,
    clusterRoleBindings: store.list(`clusterrolebindings.${group}`).items,
    roles: store.list(`roles.${group}`).items,
    roleBindings: store.list(`rolebindings.${group}`).items,
  })
  return {
    isAllowed: (user, request) => {
      const namespace = request.type === 'resource' ? request.namespace : undefined
      return isAllowed(rulesFor(user, policies(), namespace), request)
    },
    rules: (user, namespace) => rulesFor(user, policies(), namespace),
  }
}
