import { controllerOf, type StoredObject } from '../../../lib/domain/kubernetes/object.ts'
import type { ResourceName } from '../api/store.ts'
import { matchesSelector } from '../objects/label-selector.ts'
import { isTerminating } from '../objects/pod.ts'
import type { LabelSelector } from '../objects/workload.ts'
import type { Action } from './action.ts'

export type Owner = StoredObject & { spec: { selector: LabelSelector } }

/** Which dependents an owner has, and the changes of ownership: matching orphans are adopted, strangers let go. */
export function claim<T extends StoredObject>(owner: Owner, dependents: readonly T[], resource: ResourceName) {
  const owned: T[] = []
  const actions: Action[] = []
  for (const dependent of dependents) {
    const holder = controllerOf(dependent)
    const matches = matchesSelector(owner.spec.selector, dependent.metadata.labels)
    if (holder?.uid === owner.metadata.uid && matches) owned.push(dependent)
    else if (holder?.uid === owner.metadata.uid) actions.push(release(dependent, holder.uid, resource))
    else if (holder === undefined && matches && !isTerminating(dependent) && !isTerminating(owner)) {
      owned.push(dependent)
      actions.push(adopt(dependent, owner, resource))
    }
  }
  return { owned, actions }
}

export function ownerReferenceTo({ apiVersion, kind, metadata: { name, uid } }: StoredObject) {
  return { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true }
}

function adopt(dependent: StoredObject, owner: Owner, resource: ResourceName): Action {
  return setOwners(dependent, resource, [...(dependent.metadata.ownerReferences ?? []), ownerReferenceTo(owner)])
}

function release(dependent: StoredObject, uid: string, resource: ResourceName): Action {
  const rest = (dependent.metadata.ownerReferences ?? []).filter((owner) => owner.uid !== uid)
  return setOwners(dependent, resource, rest)
}

function setOwners({ metadata }: StoredObject, resource: ResourceName, ownerReferences: unknown[]): Action {
  const key = { resource, namespace: metadata.namespace, name: metadata.name }
  return { verb: 'merge', key, patch: { metadata: { ownerReferences } } }
}
