import type { StoredObject } from '../../../../lib/domain/kubernetes/object.ts'
import type { ResourceName } from '../../api/store.ts'
import { isTerminating } from '../../objects/pod.ts'
import { nothing, type Action, type Outcome } from '../action.ts'

export type Content = { readonly resource: ResourceName; readonly objects: readonly StoredObject[] }

const lookAgainMs = 300

/** Empties a namespace that is to go; once nothing is left in it, lets it go. */
export function namespaceActions(namespace: StoredObject, contents: readonly Content[]): Outcome {
  if (!isTerminating(namespace)) return nothing
  const left = contents.flatMap(({ resource, objects }) => objects.map((object) => ({ resource, object })))
  if (left.length === 0) {
    const key = { resource: 'namespaces', name: namespace.metadata.name }
    return { actions: [{ verb: 'merge', key, patch: { spec: { finalizers: [] } } }] }
  }
  const actions = left
    .filter(({ object }) => !isTerminating(object))
    .map(({ resource, object: { metadata } }): Action => {
      const key = { resource, namespace: metadata.namespace, name: metadata.name }
      return { verb: 'delete', key, uid: metadata.uid, propagationPolicy: 'Background' }
    })
  return { actions, requeueAfterMs: lookAgainMs }
}
