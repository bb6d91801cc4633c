import type { OwnerReference, StoredObject } from '../../../../lib/domain/kubernetes/object.ts'
import type { ObjectKey, ResourceName } from '../../api/store.ts'
import { isTerminating } from '../../objects/pod.ts'
import type { Action } from '../action.ts'

export type Dependent = { readonly resource: ResourceName; readonly object: StoredObject }

export type GarbageView = Dependent & {
  /** Whether an owner lives, is gone, or waits for its dependents to go first. */
  readonly ownerState: (owner: OwnerReference) => 'present' | 'absent' | 'waiting'
  /** Objects that name this one as an owner. */
  readonly dependents: readonly Dependent[]
}

const foreground = 'foregroundDeletion'
const orphan = 'orphan'

/**
 * What garbage collection does about one object: it goes with its last owner; while it waits for deletion in the
 * foreground its dependents go first; with `orphan` they lose their owner and stay.
 */
export function garbageActions(view: GarbageView): Action[] {
  return [...asDependent(view), ...asOwner(view)]
}

function asDependent({ resource, object, ownerState }: GarbageView): Action[] {
  const owners = object.metadata.ownerReferences ?? []
  if (owners.length === 0) return []
  const absent = owners.filter((owner) => ownerState(owner) === 'absent')
  if (absent.length === owners.length) return remove({ resource, object }, 'Background')
  if (owners.some((owner) => owner.blockOwnerDeletion === true && ownerState(owner) === 'waiting'))
    return remove({ resource, object }, 'Foreground')
  if (absent.length === 0) return []
  return [
    setOwners(
      { resource, object },
      owners.filter((owner) => !absent.includes(owner)),
    ),
  ]
}

function asOwner({ resource, object, dependents }: GarbageView): Action[] {
  if (!isTerminating(object)) return []
  const finalizers = object.metadata.finalizers ?? []
  const without = (name: string): Action => {
    const rest = finalizers.filter((finalizer) => finalizer !== name)
    return { verb: 'merge', key: keyOf({ resource, object }), patch: { metadata: { finalizers: rest } } }
  }
  if (finalizers.includes(orphan)) return [...dependents.map((dependent) => disown(dependent, object)), without(orphan)]
  if (!finalizers.includes(foreground)) return []
  const blocking = dependents.filter(({ object: { metadata } }) =>
    metadata.ownerReferences?.some(
      ({ uid, blockOwnerDeletion }) => uid === object.metadata.uid && blockOwnerDeletion === true,
    ),
  )
  if (blocking.length === 0) return [without(foreground)]
  return blocking.flatMap((dependent) => remove(dependent, 'Foreground'))
}

function remove(dependent: Dependent, propagationPolicy: 'Background' | 'Foreground'): Action[] {
  if (isTerminating(dependent.object)) return []
  const { uid } = dependent.object.metadata
  return [{ verb: 'delete', key: keyOf(dependent), uid, propagationPolicy }]
}

function disown(dependent: Dependent, { metadata: { uid } }: StoredObject): Action {
  const owners = dependent.object.metadata.ownerReferences ?? []
  return setOwners(
    dependent,
    owners.filter((owner) => owner.uid !== uid),
  )
}

function setOwners(dependent: Dependent, ownerReferences: readonly OwnerReference[]): Action {
  return { verb: 'merge', key: keyOf(dependent), patch: { metadata: { ownerReferences } } }
}

function keyOf({ resource, object: { metadata } }: Dependent): ObjectKey {
  return { resource, namespace: metadata.namespace, name: metadata.name }
}
