import { HeddleError, messageOf } from '../../domain/model/heddle-error.ts'
import { storedObject, type KubernetesObject, type StoredObject } from '../../domain/kubernetes/object.ts'
import {
  watchedKinds,
  type JsonPatch,
  type KindSnapshot,
  type KubernetesSource,
  type ObjectEvent,
  type ObjectKey,
  type WatchedKind,
  type WriteOptions,
} from '../ports.ts'
import { applyJsonPatch } from './json-patch.ts'

/** A cluster in memory: versions, conflicts, dry runs and events as the real one has them. */
export class MemoryKubernetes implements KubernetesSource {
  readonly #objects = new Map<string, StoredObject>()
  readonly #listeners = new Map<WatchedKind, Set<(event: ObjectEvent) => void>>()
  #version = 0
  /** The sentence of a cluster that is away: snapshots stay as they are, reads and writes fail. */
  failure: string | null = null
  synced = true
  forbidden: ReadonlySet<string> = new Set()

  constructor(objects: readonly KubernetesObject[] = []) {
    for (const object of objects) this.put(object)
  }

  /** Stores an object as somebody else would. */
  put(object: KubernetesObject): StoredObject {
    const key = keyOf({
      kind: kindOf(object),
      namespace: object.metadata.namespace ?? null,
      name: object.metadata.name ?? '',
    })
    const existing = this.#objects.get(key)
    const stored = this.#stored(object, existing)
    this.#objects.set(key, stored)
    this.#tell({ type: existing === undefined ? 'added' : 'modified', object: stored })
    return stored
  }

  snapshot(kind: WatchedKind): KindSnapshot {
    const items = [...this.#objects.values()].filter((object) => object.kind === kind)
    const ageSeconds = this.failure === null ? 0 : 30
    return { items: this.synced ? items : [], synced: this.synced, ageSeconds, failure: this.failure }
  }

  ready(): Promise<boolean> {
    return Promise.resolve(this.synced)
  }

  onChange(kind: WatchedKind, listener: (event: ObjectEvent) => void): () => void {
    const listeners = this.#listeners.get(kind) ?? new Set()
    this.#listeners.set(kind, listeners.add(listener))
    return () => listeners.delete(listener)
  }

  readonly configMaps = new Map<string, Readonly<Record<string, string>>>()

  async configMap({ namespace, name }: { readonly namespace: string; readonly name: string }) {
    this.#requireReachable()
    return this.configMaps.get(`${namespace}/${name}`) ?? null
  }

  async read(key: ObjectKey): Promise<StoredObject | null> {
    this.#requireReachable()
    return this.#objects.get(keyOf(key)) ?? null
  }

  async patch(key: ObjectKey, patch: JsonPatch, options: WriteOptions): Promise<StoredObject> {
    const live = await this.read(key)
    if (live === null) throw notFound(key)
    try {
      return this.#write(storedObject.parse(applyJsonPatch(live, patch)), live, options)
    } catch (error) {
      if (error instanceof HeddleError) throw error
      throw new HeddleError('CONFLICT', messageOf(error), { live })
    }
  }

  async replace(key: ObjectKey, object: KubernetesObject, options: WriteOptions): Promise<StoredObject> {
    const live = await this.read(key)
    if (live === null) throw notFound(key)
    const { resourceVersion } = object.metadata
    if (resourceVersion !== undefined && resourceVersion !== live.metadata.resourceVersion)
      throw new HeddleError('CONFLICT', `${key.kind} ${key.name} was changed since it was read.`, { live })
    return this.#write(object, live, options)
  }

  async create(key: ObjectKey, object: KubernetesObject, options: WriteOptions): Promise<StoredObject> {
    const live = await this.read(key)
    if (live !== null) throw new HeddleError('CONFLICT', `${key.kind} ${key.name} already exists.`, { live })
    return this.#write(object, undefined, options)
  }

  async remove(
    key: ObjectKey,
    options: WriteOptions & { readonly resourceVersion?: string | undefined },
  ): Promise<void> {
    const live = await this.read(key)
    if (live === null) throw notFound(key)
    if (options.resourceVersion !== undefined && options.resourceVersion !== live.metadata.resourceVersion)
      throw new HeddleError('CONFLICT', `${key.kind} ${key.name} was changed since it was read.`, { live })
    if (options.dryRun) return
    this.#objects.delete(keyOf(key))
    this.#tell({ type: 'deleted', object: live })
  }

  async may(verb: string, key: ObjectKey): Promise<boolean> {
    this.#requireReachable()
    return !this.forbidden.has(`${verb} ${key.kind}`)
  }

  async version(): Promise<string> {
    this.#requireReachable()
    return 'memory'
  }

  #write(object: KubernetesObject, live: StoredObject | undefined, { dryRun }: WriteOptions): StoredObject {
    return dryRun ? this.#stored(object, live) : this.put(object)
  }

  #stored(object: KubernetesObject, existing: StoredObject | undefined): StoredObject {
    this.#version += 1
    return storedObject.parse({
      ...object,
      metadata: {
        ...object.metadata,
        uid: existing?.metadata.uid ?? `uid-${this.#version}`,
        resourceVersion: String(this.#version),
        creationTimestamp:
          existing?.metadata.creationTimestamp ?? object.metadata.creationTimestamp ?? '2026-01-01T00:00:00Z',
      },
    })
  }

  #requireReachable(): void {
    if (this.failure !== null) throw new HeddleError('SOURCE_UNAVAILABLE', this.failure)
  }

  #tell(event: ObjectEvent): void {
    for (const listener of this.#listeners.get(kindOf(event.object)) ?? []) listener(event)
  }
}

/** The kind of an object as one that is watched. @throws Error for another */
function kindOf({ kind }: KubernetesObject): WatchedKind {
  const found = watchedKinds.find((watched) => watched === kind)
  if (found === undefined) throw new Error(`${kind} is not watched`)
  return found
}

function notFound({ kind, namespace, name }: ObjectKey): HeddleError {
  return new HeddleError('NOT_FOUND', `There is no ${kind} ${namespace ?? ''}/${name}.`)
}

function keyOf({ kind, namespace, name }: ObjectKey): string {
  return `${kind}/${namespace ?? ''}/${name}`
}
