import type { KubernetesObject, StoredObject } from '../../../lib/domain/kubernetes/object.ts'

/**
 * A resource in kubectl's `plural.group` notation; the core group is bare:
 * `pods`, `services`, `deployments.apps`, `endpointslices.discovery.k8s.io`, `virtualservices.networking.istio.io`.
 */
export type ResourceName = string

export interface ObjectKey {
  readonly resource: ResourceName
  /** Absent for cluster-scoped resources. */
  readonly namespace?: string | undefined
  readonly name: string
}

export interface ListQuery {
  readonly namespace?: string | undefined
  /** kubectl's selector syntax: `app=reviews,version in (v1,v2),!canary`. */
  readonly labelSelector?: string | undefined
  /** `metadata.name=x,status.phase!=Failed`. */
  readonly fieldSelector?: string | undefined
}

export interface ListResult {
  readonly items: readonly StoredObject[]
  /** Revision of the whole store at the moment of the list; start a watch from it. */
  readonly resourceVersion: string
}

export interface WriteOptions {
  /** Runs admission and validation, stores nothing. */
  readonly dryRun?: boolean
  /** Recorded in managedFields. */
  readonly fieldManager?: string
  /** `status`: only status changes. `scale`: recorded in managedFields. */
  readonly subresource?: 'status' | 'scale'
  /** Unknown fields: `Strict` refuses them, `Warn` keeps them and reports through `onWarning`, `Ignore` (default) keeps them. */
  readonly fieldValidation?: 'Ignore' | 'Warn' | 'Strict'
  readonly onWarning?: (warning: string) => void
}

export type PropagationPolicy = 'Foreground' | 'Background' | 'Orphan'

export interface DeleteOptions {
  readonly dryRun?: boolean
  /** Pods only: absent means the pod's own terminationGracePeriodSeconds; 0 removes at once. */
  readonly gracePeriodSeconds?: number
  readonly propagationPolicy?: PropagationPolicy
  readonly preconditions?: { readonly uid?: string | undefined; readonly resourceVersion?: string | undefined }
}

export type DeleteResult =
  /** The object is gone. */
  | { readonly state: 'deleted'; readonly object: StoredObject }
  /** It waits for finalizers or for its node agent; `object` carries deletionTimestamp. */
  | { readonly state: 'terminating'; readonly object: StoredObject }

export type WatchEvent =
  | { readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'; readonly object: StoredObject }
  | { readonly type: 'BOOKMARK'; readonly resourceVersion: string }

export interface WatchQuery extends ListQuery {
  /** Events after this revision; absent: first ADDED for every object there is, then changes. */
  readonly resourceVersion?: string | undefined
}

export interface Watch {
  stop(): void
}

/**
 * The cluster's objects with the same admission, validation, defaulting and revision rules whether asked over HTTP or
 * in process. All calls are synchronous (SQLite underneath). Objects are frozen: copy before changing.
 * Every method throws ApiError (`api-error.ts`), whose `status` is the Kubernetes Status: 404 NotFound,
 * 409 AlreadyExists or Conflict, 410 Expired, 422 Invalid.
 */
export interface ObjectStore {
  get(key: ObjectKey): StoredObject | undefined
  list(resource: ResourceName, query?: ListQuery): ListResult
  create(resource: ResourceName, object: KubernetesObject, options?: WriteOptions): StoredObject
  /** Replaces; a `metadata.resourceVersion` in the object guards against lost updates (409 Conflict). */
  update(resource: ResourceName, object: KubernetesObject, options?: WriteOptions): StoredObject
  /**
   * Reads, changes and writes under the read revision; returns the stored object. `change` gets a deep mutable copy
   * and returns the new object (or the same reference, changed). An unchanged object is not written.
   */
  modify(key: ObjectKey, change: (copy: KubernetesObject) => KubernetesObject, options?: WriteOptions): StoredObject
  delete(key: ObjectKey, options?: DeleteOptions): DeleteResult
  /** Calls back in revision order, never inside another write's call stack. Throws 410 when the revision is too old. */
  watch(resource: ResourceName, query: WatchQuery, onEvent: (event: WatchEvent) => void): Watch
}
