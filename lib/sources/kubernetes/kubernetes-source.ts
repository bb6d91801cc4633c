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
import { apiVersionOf, collectionPath, objectPath, resources } from './api-paths.ts'
import type { KubernetesConnection, KubernetesRequest } from './connection.ts'
import { exchange } from './exchange.ts'
import { Reflector, type ReflectorTimes } from './reflector.ts'
import { accessReviewAnswer, configMapAnswer, statusAnswer, versionAnswer } from './schema.ts'
import { z } from 'zod'

export const reflectorDefaults = { watchSeconds: 300, idleMs: 150_000, firstRetryMs: 500, lastRetryMs: 6_000 }

/** A cluster: every watched kind mirrored, reads past the mirror, and guarded writes. */
export class ClusterSource implements KubernetesSource {
  readonly #connection: KubernetesConnection
  readonly #reflectors: ReadonlyMap<WatchedKind, Reflector>

  constructor(connection: KubernetesConnection, times: ReflectorTimes) {
    this.#connection = connection
    this.#reflectors = new Map(watchedKinds.map((kind) => [kind, new Reflector(kind, connection, times)]))
  }

  start(): void {
    for (const reflector of this.#reflectors.values()) reflector.start()
  }

  stop(): void {
    for (const reflector of this.#reflectors.values()) reflector.stop()
    this.#connection.close()
  }

  snapshot(kind: WatchedKind): KindSnapshot {
    return this.#reflector(kind).snapshot()
  }

  ready(kind: WatchedKind, timeoutMs: number): Promise<boolean> {
    return this.#reflector(kind).ready(timeoutMs)
  }

  onChange(kind: WatchedKind, listener: (event: ObjectEvent) => void): () => void {
    return this.#reflector(kind).onChange(listener)
  }

  read(key: ObjectKey, signal?: AbortSignal): Promise<StoredObject | null> {
    const ask = { method: 'GET', path: objectPath(key), signal } as const
    return exchange(this.#connection, { ...ask, schema: typed(key.kind) })
  }

  patch(key: ObjectKey, patch: JsonPatch, options: WriteOptions): Promise<StoredObject> {
    const contentType = 'application/json-patch+json'
    return this.#write(key, { method: 'PATCH', path: objectPath(key), body: patch, contentType }, options)
  }

  replace(key: ObjectKey, object: KubernetesObject, options: WriteOptions): Promise<StoredObject> {
    return this.#write(key, { method: 'PUT', path: objectPath(key), body: object }, options)
  }

  create(key: ObjectKey, object: KubernetesObject, options: WriteOptions): Promise<StoredObject> {
    return this.#write(key, { method: 'POST', path: collectionPath(key.kind, key.namespace), body: object }, options)
  }

  async remove(
    key: ObjectKey,
    options: WriteOptions & { readonly resourceVersion?: string | undefined },
  ): Promise<void> {
    const { resourceVersion } = options
    const body = {
      apiVersion: 'v1',
      kind: 'DeleteOptions',
      ...(options.dryRun ? { dryRun: ['All'] } : {}),
      ...(resourceVersion === undefined ? {} : { preconditions: { resourceVersion } }),
    }
    const ask = { method: 'DELETE', path: objectPath(key), body } as const
    await this.#conflictsShowLive(key, () =>
      exchange(this.#connection, { ...ask, schema: z.union([statusAnswer, storedObject, z.looseObject({})]) }),
    )
  }

  async may(verb: 'get' | 'create' | 'patch' | 'update' | 'delete', key: ObjectKey): Promise<boolean> {
    const { group, plural } = resources[key.kind]
    const resourceAttributes = { verb, group, resource: plural, name: key.name, namespace: key.namespace ?? '' }
    const body = {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes },
    }
    const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews'
    const answer = await exchange(this.#connection, { method: 'POST', path, body, schema: accessReviewAnswer })
    return answer?.status.allowed === true
  }

  async version(): Promise<string> {
    const answer = await exchange(this.#connection, { method: 'GET', path: '/version', schema: versionAnswer })
    return answer?.gitVersion ?? 'unknown'
  }

  async configMap(
    { namespace, name }: { readonly namespace: string; readonly name: string },
    signal?: AbortSignal,
  ): Promise<Readonly<Record<string, string>> | null> {
    const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/configmaps/${encodeURIComponent(name)}`
    const answer = await exchange(this.#connection, { method: 'GET', path, signal, schema: configMapAnswer })
    return answer?.data ?? (answer === null ? null : {})
  }

  #reflector(kind: WatchedKind): Reflector {
    const reflector = this.#reflectors.get(kind)
    if (reflector === undefined) throw new HeddleError('INTERNAL', `${kind} is not watched`)
    return reflector
  }

  async #write(
    key: ObjectKey,
    request: Pick<KubernetesRequest, 'method' | 'path' | 'body' | 'contentType'>,
    { dryRun, fieldManager }: WriteOptions,
  ): Promise<StoredObject> {
    const query = { fieldManager, fieldValidation: 'Strict', ...(dryRun ? { dryRun: 'All' } : {}) }
    const stored = await this.#conflictsShowLive(key, () =>
      exchange(this.#connection, { ...request, query, schema: typed(key.kind) }),
    )
    if (stored === null) throw new HeddleError('NOT_FOUND', `There is no ${key.kind} ${key.namespace}/${key.name}.`)
    return stored
  }

  /** A conflict comes with the object as it is now. A failed `test` operation of a patch is a conflict too. */
  async #conflictsShowLive<T>(key: ObjectKey, write: () => Promise<T>): Promise<T> {
    try {
      return await write()
    } catch (error) {
      if (!(error instanceof HeddleError) || !isConflict(error)) throw error
      const live = await this.read(key).catch(() => null)
      throw new HeddleError('CONFLICT', messageOf(error), { live, cause: error })
    }
  }
}

function isConflict({ code, message }: HeddleError): boolean {
  return (
    code === 'CONFLICT' || (code === 'UNPROCESSABLE' && /\btest\b.*(fail|operation)|testing .* failed/i.test(message))
  )
}

/** Lists and single reads of built-in kinds may leave kind and apiVersion out. */
function typed(kind: WatchedKind) {
  return z.preprocess(
    (value) =>
      typeof value === 'object' && value !== null ? { apiVersion: apiVersionOf(kind), kind, ...value } : value,
    storedObject,
  )
}
