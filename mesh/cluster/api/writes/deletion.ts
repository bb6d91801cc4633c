import { listAt, numberAt, stringAt } from '../../../../lib/domain/kubernetes/json.ts'
import type { KubernetesObject, StoredObject } from '../../../../lib/domain/kubernetes/object.ts'
import { ApiError } from '../api-error.ts'
import type { DeleteOptions, PropagationPolicy, ResourceName } from '../store.ts'

const foreground = 'foregroundDeletion'
const orphan = 'orphan'

export type DeletionPlan =
  | { readonly action: 'remove' }
  /** Stays, marked; `object` is the state to store. */
  | { readonly action: 'mark'; readonly object: KubernetesObject }
  /** Already marked and nothing new to say. */
  | { readonly action: 'wait' }

export interface DeletionRequest {
  readonly resource: ResourceName
  readonly options: DeleteOptions
  readonly now: Date
}

/** What deleting an object means now: at once, or marked until finalizers and the node agent are done. */
export function planDeletion(object: StoredObject, request: DeletionRequest): DeletionPlan {
  const { resource, options, now } = request
  const finalizers = finalizersFor(object.metadata.finalizers ?? [], options.propagationPolicy)
  const grace = resource === 'pods' ? gracePeriod(object, options) : 0
  const waits = finalizers.length > 0 || grace > 0 || holdsContent(resource, object)
  if (!waits) return { action: 'remove' }
  const previousGrace = object.metadata.deletionGracePeriodSeconds ?? undefined
  const isMarked = Boolean(object.metadata.deletionTimestamp)
  const isShorter = previousGrace !== undefined && grace < previousGrace
  const sameFinalizers = finalizers.join() === (object.metadata.finalizers ?? []).join()
  if (isMarked && !isShorter && sameFinalizers) return { action: 'wait' }
  const timestamp = isMarked && !isShorter ? object.metadata.deletionTimestamp : timeAfter(now, grace)
  const marked: KubernetesObject = {
    ...object,
    metadata: {
      ...object.metadata,
      deletionTimestamp: timestamp,
      deletionGracePeriodSeconds: isMarked && !isShorter ? previousGrace : grace,
      ...(finalizers.length === 0 ? {} : { finalizers }),
    },
  }
  return {
    action: 'mark',
    object: resource === 'namespaces' ? { ...marked, status: { phase: 'Terminating' } } : marked,
  }
}

/** Whether a marked object has nothing left to wait for after an update. */
export function isReadyToRemove(resource: ResourceName, object: KubernetesObject): boolean {
  if (!object.metadata.deletionTimestamp) return false
  if ((object.metadata.finalizers ?? []).length > 0) return false
  if (holdsContent(resource, object)) return false
  return resource !== 'pods' || (object.metadata.deletionGracePeriodSeconds ?? 0) === 0
}

// A namespace waits for its controller, which empties it and then drops spec.finalizers.
function holdsContent(resource: ResourceName, object: KubernetesObject): boolean {
  return resource === 'namespaces' && listAt(object, 'spec', 'finalizers').length > 0
}

function finalizersFor(current: readonly string[], policy: PropagationPolicy | undefined): string[] {
  const others = current.filter((finalizer) => finalizer !== foreground && finalizer !== orphan)
  switch (policy) {
    case 'Foreground':
      return [...others, foreground]
    case 'Orphan':
      return [...others, orphan]
    case 'Background':
      return others
    case undefined:
      return [...current]
  }
}

/** Seconds a pod gets to stop; 0 when no node agent has to stop anything. */
function gracePeriod(pod: StoredObject, options: DeleteOptions): number {
  const phase = stringAt(pod, 'status', 'phase')
  const isRunning = stringAt(pod, 'spec', 'nodeName') !== undefined && phase !== 'Succeeded' && phase !== 'Failed'
  if (!isRunning) return 0
  const own = numberAt(pod, 'spec', 'terminationGracePeriodSeconds') ?? 30
  return Math.max(0, options.gracePeriodSeconds ?? own)
}

function timeAfter(now: Date, seconds: number): string {
  return wholeSeconds(new Date(now.getTime() + seconds * 1000))
}

/** RFC 3339 in whole seconds, as Kubernetes writes times. */
export function wholeSeconds(time: Date): string {
  return time.toISOString().replace(/\.\d{3}Z$/, 'Z')
}

/** @throws ApiError Conflict when the object is not the one that the client meant */
export function guardPreconditions(resource: ResourceName, object: StoredObject, options: DeleteOptions): void {
  const { uid, resourceVersion } = options.preconditions ?? {}
  const { metadata } = object
  const mismatch =
    uid !== undefined && uid !== metadata.uid
      ? `the uid in the precondition is ${uid}, but the object has ${metadata.uid}`
      : resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion
        ? `the resourceVersion in the precondition is ${resourceVersion}, but the object has ${metadata.resourceVersion}`
        : undefined
  if (mismatch !== undefined)
    throw new ApiError('Conflict', `Operation cannot be fulfilled on ${resource} "${metadata.name}": ${mismatch}`, {
      name: metadata.name,
    })
}
