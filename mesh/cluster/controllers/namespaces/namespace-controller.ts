import { isTerminating } from '../../objects/pod.ts'
import { nothing } from '../action.ts'
import { namespacedResources, type ResourceStore } from '../cluster-resources.ts'
import type { Controller } from '../runtime/controller.ts'
import { namespaceActions } from './namespace-actions.ts'

/** Empties namespaces that are to go. */
export function namespaceController(resources: ResourceStore): Controller {
  return {
    name: 'namespace-controller',
    watches: { namespaces: ({ metadata: { name } }) => [name] },
    reconcile: (name, { store }) => {
      const namespace = store.get({ resource: 'namespaces', name })
      if (namespace === undefined || !isTerminating(namespace)) return nothing
      const contents = namespacedResources(resources).map((resource) => ({
        resource,
        objects: store.list(resource, { namespace: name }).items,
      }))
      return namespaceActions(namespace, contents)
    },
  }
}
