import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { storedObject, type StoredObject } from '../../../../lib/domain/kubernetes/object.ts'
import type { Logger } from '../../../../lib/platform/logger.ts'
import { ApiFailure, type ApiClient } from './api-client.ts'
import { watchBackoffMs } from './watch-backoff.ts'

const list = z.looseObject({
  metadata: z.looseObject({ resourceVersion: z.string() }),
  items: z.array(z.looseObject({ metadata: z.looseObject({}) })),
})
const event = z.looseObject({
  type: z.enum(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']),
  object: z.looseObject({}),
})
const bookmark = z.looseObject({ metadata: z.looseObject({ resourceVersion: z.string() }) })
const errorStatus = z.looseObject({ code: z.number().optional(), message: z.string().optional() })
const watchSeconds = 240

export type ReflectorOptions = {
  readonly client: ApiClient
  readonly logger: Logger
  /** Collection path, for example `/api/v1/pods`. */
  readonly path: string
  readonly apiVersion: string
  readonly kind: string
  /** `undefined` when the object is gone. */
  readonly onChange: (uid: string, object: StoredObject | undefined) => void
  /** After each complete list. */
  readonly onSync?: () => void
}

/**
 * Follows one collection by list and watch. It survives the API's death: it keeps what it knows, comes back with
 * jittered back-off, resumes at the last revision, and lists again when that is too old (410).
 */
export class Reflector {
  readonly #options: ReflectorOptions
  readonly #known = new Map<string, StoredObject>()
  readonly #stop = new AbortController()
  #revision: string | undefined

  constructor(options: ReflectorOptions) {
    this.#options = options
  }

  get objects(): readonly StoredObject[] {
    return [...this.#known.values()]
  }

  start(): void {
    void this.#run()
  }

  stop(): void {
    this.#stop.abort()
  }

  async #run(): Promise<void> {
    let failures = 0
    while (!this.#stop.signal.aborted) {
      try {
        if (this.#revision === undefined) await this.#list()
        failures = 0
        await this.#watch()
      } catch (error) {
        if (this.#stop.signal.aborted) return
        if (error instanceof ApiFailure && error.code === 410) this.#revision = undefined
        const waitMs = watchBackoffMs(failures++, Math.random())
        this.#options.logger.debug({ path: this.#options.path, waitMs, err: error }, 'watch ended')
        await delay(waitMs, undefined, { signal: this.#stop.signal }).catch(() => undefined)
      }
    }
  }

  async #list(): Promise<void> {
    const { client, path, apiVersion, kind, onSync } = this.#options
    const { metadata, items } = list.parse(await client.call({ method: 'GET', path }))
    // A list leaves out what all its items share.
    const objects = items.map((item) => storedObject.parse({ apiVersion, kind, ...item }))
    const uids = new Set(objects.map((object) => object.metadata.uid))
    for (const uid of this.#known.keys()) if (!uids.has(uid)) this.#set(uid, undefined)
    for (const object of objects) {
      if (this.#known.get(object.metadata.uid)?.metadata.resourceVersion !== object.metadata.resourceVersion)
        this.#set(object.metadata.uid, object)
    }
    this.#revision = metadata.resourceVersion
    onSync?.()
  }

  async #watch(): Promise<void> {
    const { client, path } = this.#options
    const query = `watch=true&allowWatchBookmarks=true&timeoutSeconds=${watchSeconds}&resourceVersion=${this.#revision ?? ''}`
    const signal = AbortSignal.any([this.#stop.signal, AbortSignal.timeout((watchSeconds + 30) * 1000)])
    for await (const line of client.stream(`${path}?${query}`, signal)) this.#handle(line)
  }

  #handle(line: unknown): void {
    const { type, object } = event.parse(line)
    switch (type) {
      case 'ERROR': {
        const { code = 500, message = 'the watch failed' } = errorStatus.parse(object)
        throw new ApiFailure(code, message)
      }
      case 'BOOKMARK':
        this.#revision = bookmark.parse(object).metadata.resourceVersion
        return
      case 'ADDED':
      case 'MODIFIED':
      case 'DELETED': {
        const parsed = storedObject.parse(object)
        this.#revision = parsed.metadata.resourceVersion
        this.#set(parsed.metadata.uid, type === 'DELETED' ? undefined : parsed)
      }
    }
  }

  #set(uid: string, object: StoredObject | undefined): void {
    if (object === undefined) this.#known.delete(uid)
    else this.#known.set(uid, object)
    try {
      this.#options.onChange(uid, object)
    } catch (error) {
      // A full disk, say: one object's trouble must not stop the others from being followed.
      this.#options.logger.error({ path: this.#options.path, uid, err: error }, 'change not handled')
    }
  }
}
