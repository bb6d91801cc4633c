import { deepFreeze, sameJson } from '../../../lib/domain/kubernetes/json.ts'
import type { KubernetesObject, StoredObject } from '../../../lib/domain/kubernetes/object.ts'
import { admit, type AdmissionRequest, type MutatingHook } from './admission.ts'
import { ApiError } from './api-error.ts'
import { kindRules } from './kinds/kind-rules.ts'
import { resourceName, type ResourceDefinition } from './resources/definition.ts'
import type { ResourceRegistry } from './resources/registry.ts'
import { compileQuery } from './storage/query.ts'
import type { ObjectDatabase } from './storage/database.ts'
import { ObjectIndex } from './storage/object-index.ts'
import { WatchHistory } from './storage/watch-history.ts'
import { WatchHub } from './storage/watch-hub.ts'
import type {
  DeleteOptions,
  DeleteResult,
  ListQuery,
  ListResult,
  ObjectKey,
  ObjectStore,
  ResourceName,
  Watch,
  WatchEvent,
  WatchQuery,
  WriteOptions,
} from './store.ts'
import { guardPreconditions, isReadyToRemove, planDeletion, wholeSeconds } from './writes/deletion.ts'
import { asStored, toStorageVersion } from './writes/identity.ts'
import { managedFields } from './writes/managed-fields.ts'
import { guardRevision, newObject, updatedObject, withGeneration, withStatusOf } from './writes/prepare.ts'
import { invalidObject, objectErrors, strayFields, typeErrors } from './writes/validate-object.ts'

export interface ClusterStoreOptions {
  readonly database: ObjectDatabase
  readonly registry: ResourceRegistry
  readonly hooks: readonly MutatingHook[]
  readonly now: () => Date
  readonly newUid: () => string
  /** Five characters that end a generated name. */
  readonly newSuffix: () => string
  /** How many writes a watch may lie behind before it must list anew. */
  readonly historySize?: number
}

const defaultHistorySize = 5_000
const defaultManager = 'heddle'

/** The objects of the cluster: memory for reads, SQLite underneath, one revision for all. */
export class ClusterStore implements ObjectStore {
  readonly registry: ResourceRegistry
  readonly #options: ClusterStoreOptions
  readonly #index = new ObjectIndex()
  readonly #watches: WatchHub
  #revision: number

  constructor(options: ClusterStoreOptions) {
    this.registry = options.registry
    this.#options = options
    this.#revision = options.database.revision()
    this.#watches = new WatchHub(new WatchHistory(this.#revision, options.historySize ?? defaultHistorySize))
    for (const { resource, object } of options.database.load())
      this.#index.put(keyOf(resource, object), deepFreeze(object))
  }

  get resourceVersion(): string {
    return String(this.#revision)
  }

  get(key: ObjectKey): StoredObject | undefined {
    this.registry.require(key.resource)
    return this.#index.get(key)
  }

  /** @throws ApiError NotFound */
  read(key: ObjectKey): StoredObject {
    const object = this.get(key)
    if (object !== undefined) return object
    const { group, plural } = this.registry.require(key.resource)
    throw new ApiError('NotFound', `${key.resource} "${key.name}" not found`, { name: key.name, group, kind: plural })
  }

  list(resource: ResourceName, query: ListQuery = {}): ListResult {
    this.registry.require(resource)
    const matches = compileQuery(resource, query)
    return {
      items: this.#index.list(resource, query.namespace).filter(matches),
      resourceVersion: this.resourceVersion,
    }
  }

  create(resource: ResourceName, body: KubernetesObject, options: WriteOptions = {}): StoredObject {
    const definition = this.registry.require(resource)
    const input = toStorageVersion(definition, body)
    if (input.metadata.resourceVersion)
      throw new ApiError('BadRequest', 'resourceVersion should not be set on objects to be created')
    this.#checkFields(definition, input, options)
    const fresh = newObject(definition, input, {
      uid: this.#options.newUid(),
      creationTimestamp: wholeSeconds(this.#options.now()),
      suffix: this.#options.newSuffix(),
      namespace: input.metadata.namespace ?? 'default',
    })
    const name = fresh.metadata.name ?? ''
    const key: ObjectKey = { resource, namespace: fresh.metadata.namespace, name }
    if (this.#index.get(key) !== undefined)
      throw new ApiError('AlreadyExists', `${resource} "${name}" already exists`, { name, kind: definition.plural })
    this.#guardNamespace(definition, fresh)
    const rules = kindRules(resource)
    const allocated = rules.allocate?.(fresh, () => this.#index.list(resource)) ?? fresh
    const admitted = this.#admitted(definition, allocated, { operation: 'CREATE', dryRun: options.dryRun === true })
    this.#validate(definition, admitted)
    return this.#store(key, this.#stamped(undefined, admitted, options), options)
  }

  update(resource: ResourceName, body: KubernetesObject, options: WriteOptions = {}): StoredObject {
    const definition = this.registry.require(resource)
    const input = toStorageVersion(definition, body)
    this.#checkFields(definition, input, options)
    const namespace = definition.namespaced ? (input.metadata.namespace ?? 'default') : undefined
    const key: ObjectKey = { resource, namespace, name: input.metadata.name ?? '' }
    const old = this.read(key)
    guardRevision(definition, input, old)
    const next = this.#next(definition, { input, old }, options)
    // A terminating object that nothing holds any more goes, even when this write changes nothing.
    if (sameJson(withoutServerFields(next), withoutServerFields(old)) && !isReadyToRemove(resource, next)) return old
    const stamped = this.#stamped(old, withGeneration(definition, next, old), options)
    if (isReadyToRemove(resource, stamped)) return options.dryRun === true ? old : this.#remove(key, old)
    return this.#store(key, stamped, options)
  }

  modify(
    key: ObjectKey,
    change: (copy: KubernetesObject) => KubernetesObject,
    options: WriteOptions = {},
  ): StoredObject {
    const changed = change(structuredClone<KubernetesObject>(this.read(key)))
    return this.update(key.resource, changed, options)
  }

  delete(key: ObjectKey, options: DeleteOptions = {}): DeleteResult {
    const old = this.read(key)
    guardPreconditions(key.resource, old, options)
    const plan = planDeletion(old, { resource: key.resource, options, now: this.#options.now() })
    switch (plan.action) {
      case 'wait':
        return { state: 'terminating', object: old }
      case 'remove':
        return { state: 'deleted', object: options.dryRun === true ? old : this.#remove(key, old) }
      case 'mark': {
        const marked = withGeneration(this.registry.require(key.resource), plan.object, old)
        return { state: 'terminating', object: this.#store(key, marked, options) }
      }
    }
  }

  watch(resource: ResourceName, query: WatchQuery, onEvent: (event: WatchEvent) => void): Watch {
    this.registry.require(resource)
    const filter = compileQuery(resource, query)
    const from = query.resourceVersion
    const initial = from === undefined || from === '' || from === '0' ? this.list(resource, query).items : undefined
    const start = initial === undefined ? Number(from) : this.#revision
    if (Number.isNaN(start)) throw new ApiError('BadRequest', `resourceVersion is "${from}": must be a whole number`)
    if (start > this.#revision)
      throw new ApiError('Expired', `resourceVersion ${from} is not known here: list again and watch from there`)
    return this.#watches.add({ resource, filter, start, initial: initial ?? [], onEvent })
  }

  /** Forgets the writes so far, those that set the cluster up: watches begin with what there is now. */
  beginHistory(): void {
    this.#watches.forget(this.#revision)
  }

  #next(
    definition: ResourceDefinition,
    { input, old }: { input: KubernetesObject; old: StoredObject },
    options: WriteOptions,
  ): KubernetesObject {
    if (options.subresource === 'status') {
      const next = withStatusOf(input, old)
      this.#validate(definition, next, old)
      return next
    }
    const request = { operation: 'UPDATE', dryRun: options.dryRun === true } as const
    const next = this.#admitted(definition, updatedObject(definition, input, old), request)
    this.#validate(definition, next, old)
    return next
  }

  #admitted(
    definition: ResourceDefinition,
    object: KubernetesObject,
    { operation, dryRun }: Pick<AdmissionRequest, 'operation' | 'dryRun'>,
  ): KubernetesObject {
    const resource = resourceName(definition)
    const defaults = kindRules(resource).defaults ?? ((same: KubernetesObject) => same)
    const namespace = object.metadata.namespace
    const namespaceObject =
      namespace === undefined ? undefined : this.#index.get({ resource: 'namespaces', name: namespace })
    const copy = structuredClone(defaults(object))
    return defaults(admit(this.#options.hooks, copy, { resource, operation, namespaceObject, dryRun }))
  }

  #checkFields(definition: ResourceDefinition, input: KubernetesObject, options: WriteOptions): void {
    const errors = typeErrors(definition, input)
    if (errors.length > 0) throw invalidObject(definition, input.metadata.name ?? '', errors)
    const mode = options.fieldValidation ?? 'Ignore'
    if (mode === 'Ignore') return
    const stray = strayFields(definition, input)
    if (stray.length === 0) return
    const sentences = stray.map((field) => `unknown field "${field}"`)
    if (mode === 'Strict')
      throw new ApiError(
        'BadRequest',
        `${definition.kind} in version "${definition.versions[0]}" cannot be handled as a ${definition.kind}: strict decoding error: ${sentences.join(', ')}`,
      )
    for (const sentence of sentences) options.onWarning?.(sentence)
  }

  #validate(definition: ResourceDefinition, object: KubernetesObject, old?: StoredObject): void {
    const errors = objectErrors(definition, object, old)
    if (errors.length > 0) throw invalidObject(definition, object.metadata.name ?? '', errors)
  }

  #guardNamespace(definition: ResourceDefinition, object: KubernetesObject): void {
    const namespace = object.metadata.namespace
    if (!definition.namespaced || namespace === undefined) return
    const owner = this.#index.get({ resource: 'namespaces', name: namespace })
    if (owner === undefined)
      throw new ApiError('NotFound', `namespaces "${namespace}" not found`, { name: namespace, kind: 'namespaces' })
    if (owner.metadata.deletionTimestamp && definition.kind !== 'Event')
      throw new ApiError(
        'Forbidden',
        `${resourceName(definition)} "${object.metadata.name}" is forbidden: unable to create new content in namespace ${namespace} because it is being terminated`,
      )
  }

  #stamped(old: StoredObject | undefined, next: KubernetesObject, options: WriteOptions): KubernetesObject {
    const write = {
      manager: options.fieldManager ?? defaultManager,
      subresource: options.subresource,
      time: wholeSeconds(this.#options.now()),
    }
    const fields = managedFields(old, next, write)
    return { ...next, metadata: { ...next.metadata, managedFields: fields.filter(isEntry) } }
  }

  #store(key: ObjectKey, object: KubernetesObject, options: Pick<WriteOptions, 'dryRun'>): StoredObject {
    const dryRun = options.dryRun === true
    const previous = this.#index.get(key)
    const revision = dryRun ? Number(previous?.metadata.resourceVersion ?? 0) : this.#revision + 1
    const metadata = { ...object.metadata, resourceVersion: String(revision) }
    const stored = deepFreeze(asStored(structuredClone({ ...object, metadata })))
    if (dryRun) return stored
    this.#options.database.put(key, stored, revision)
    this.#revision = revision
    this.#index.put(key, stored)
    this.#watches.publish({ revision, resource: key.resource, object: stored, previous, deleted: false })
    return stored
  }

  #remove(key: ObjectKey, old: StoredObject): StoredObject {
    const revision = this.#revision + 1
    this.#options.database.remove(key, revision)
    this.#revision = revision
    this.#index.remove(key)
    const object = deepFreeze({ ...old, metadata: { ...old.metadata, resourceVersion: String(revision) } })
    this.#watches.publish({ revision, resource: key.resource, object, previous: old, deleted: true })
    return object
  }
}

const keyOf = (resource: ResourceName, { metadata }: StoredObject): ObjectKey => {
  return { resource, namespace: metadata.namespace, name: metadata.name }
}

const isEntry = (entry: unknown): entry is { manager?: string } => typeof entry === 'object' && entry !== null

// Whether a write changes anything is decided without what every write changes.
function withoutServerFields(object: KubernetesObject): unknown {
  const { resourceVersion: _r, managedFields: _m, ...metadata } = object.metadata
  return { ...object, metadata }
}
