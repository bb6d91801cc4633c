import { isTerminating } from '../../objects/pod.ts'
import { nothing } from '../action.ts'
import type { Controller } from '../runtime/controller.ts'

/** Every living namespace has a ServiceAccount `default`. */
export const serviceAccountController: Controller = {
  name: 'serviceaccount-controller',
  watches: {
    namespaces: ({ metadata: { name } }) => [name],
    serviceaccounts: ({ metadata: { namespace = '', name } }) => (name === 'default' ? [namespace] : []),
  },
  reconcile: (namespace, { store }) => {
    const owner = store.get({ resource: 'namespaces', name: namespace })
    if (owner === undefined || isTerminating(owner)) return nothing
    if (store.get({ resource: 'serviceaccounts', namespace, name: 'default' }) !== undefined) return nothing
    const object = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { namespace, name: 'default' } }
    return { actions: [{ verb: 'create', resource: 'serviceaccounts', object }] }
  },
}
