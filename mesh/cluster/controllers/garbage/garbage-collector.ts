import type { OwnerReference, StoredObject } from '../../../../lib/domain/kubernetes/object.ts'
import type { ObjectKey, ResourceName, Watch } from '../../api/store.ts'
import { isTerminating } from '../../objects/pod.ts'
import type { ControlledCluster } from '../cluster-resources.ts'
import { resourceNames, resourceOfKind } from '../cluster-resources.ts'
import { applyActions } from '../runtime/apply-actions.ts'
import { EventRecorder } from '../runtime/event-recorder.ts'
import { WorkQueue } from '../runtime/work-queue.ts'
import { DependencyIndex } from './dependency-index.ts'
import { garbageActions, type Dependent } from './garbage-actions.ts'

const ignored = new Set<ResourceName>(['events'])
const customResources = 'customresourcedefinitions.apiextensions.k8s.io'

/** Removes what its owners left behind, for every resource that the API serves, custom ones as they come. */
export class GarbageCollector {
  readonly #cluster: ControlledCluster
  readonly #index = new DependencyIndex()
  readonly #watches = new Map<ResourceName, Watch>()
  readonly #queue: WorkQueue

  constructor(cluster: ControlledCluster) {
    this.#cluster = cluster
    const logger = cluster.logger.child({ controller: 'garbage-collector' })
    const hands = { store: cluster.store, events: new EventRecorder(cluster), fieldManager: 'garbage-collector' }
    this.#queue = new WorkQueue((key) => applyActions(this.#actions(parseKey(key)), hands), logger)
    this.#watchAll()
  }

  stop(): void {
    this.#queue.stop()
    for (const watch of this.#watches.values()) watch.stop()
  }

  #watchAll(): void {
    const { store } = this.#cluster
    for (const resource of resourceNames(store)) {
      if (ignored.has(resource) || this.#watches.has(resource)) continue
      const watch = store.watch(resource, {}, (event) => {
        if (event.type === 'BOOKMARK') return
        this.#notice(resource, event.object, event.type === 'DELETED')
        // A new kind is served a moment after its definition was written.
        if (resource === customResources) setImmediate(() => this.#watchAll())
      })
      this.#watches.set(resource, watch)
    }
  }

  #notice(resource: ResourceName, object: StoredObject, gone: boolean): void {
    const { uid, namespace, name, ownerReferences = [], finalizers = [] } = object.metadata
    const dependents = this.#index.dependentsOf(uid)
    if (gone) this.#index.remove(uid)
    else this.#index.put(resource, object)
    if (gone || isTerminating(object)) for (const key of dependents) this.#queue.add(formatKey(key))
    if (gone) for (const owner of ownerReferences) this.#addOwner(owner, namespace)
    else if (ownerReferences.length > 0 || finalizers.length > 0)
      this.#queue.add(formatKey({ resource, namespace, name }))
  }

  #addOwner(owner: OwnerReference, namespace: string | undefined): void {
    const key = this.#keyOfOwner(owner, namespace)
    if (key !== undefined) this.#queue.add(formatKey(key))
  }

  #actions(key: ObjectKey) {
    const { store } = this.#cluster
    const object = store.get(key)
    if (object === undefined) return []
    const dependents = this.#index.dependentsOf(object.metadata.uid).flatMap((dependent): Dependent[] => {
      const found = store.get(dependent)
      const isOwned = found?.metadata.ownerReferences?.some(({ uid }) => uid === object.metadata.uid)
      return found !== undefined && isOwned === true ? [{ resource: dependent.resource, object: found }] : []
    })
    const ownerState = (owner: OwnerReference) => this.#stateOf(owner, object.metadata.namespace)
    return garbageActions({ resource: key.resource, object, dependents, ownerState })
  }

  #stateOf(owner: OwnerReference, namespace: string | undefined): 'present' | 'absent' | 'waiting' {
    const key = this.#keyOfOwner(owner, namespace)
    // A kind that this API does not serve can't be judged.
    if (key === undefined) return 'present'
    const found = this.#cluster.store.get(key)
    if (found?.metadata.uid !== owner.uid) return 'absent'
    return isTerminating(found) && found.metadata.finalizers?.includes('foregroundDeletion') === true
      ? 'waiting'
      : 'present'
  }

  #keyOfOwner({ apiVersion, kind, name }: OwnerReference, namespace: string | undefined): ObjectKey | undefined {
    const found = resourceOfKind(this.#cluster.store, apiVersion, kind)
    if (found === undefined) return undefined
    return found.namespaced ? { resource: found.resource, namespace, name } : { resource: found.resource, name }
  }
}

function formatKey({ resource, namespace = '', name }: ObjectKey): string {
  return `${resource}|${namespace}|${name}`
}

function parseKey(key: string): ObjectKey {
  const [resource = '', namespace = '', name = ''] = key.split('|')
  return namespace === '' ? { resource, name } : { resource, namespace, name }
}
