import { messageOf } from '../../domain/model/heddle-error.ts'
import type { KubernetesObject } from '../../domain/kubernetes/object.ts'
import type { KindSnapshot, ObjectEvent, WatchedKind } from '../ports.ts'
import { apiVersionOf, collectionPath } from './api-paths.ts'
import type { KubernetesConnection } from './connection.ts'
import { exchange, readBody, refusal } from './exchange.ts'
import { linesOf } from './lines.ts'
import { listAnswer, watchLine } from './schema.ts'

export interface ReflectorTimes {
  /** Unix milliseconds. */
  readonly now: () => number
  /** 0..1, spreads reconnections. */
  readonly random: () => number
  /** How long the server keeps one watch. */
  readonly watchSeconds: number
  /** Silence (not even a bookmark) after which a watch counts as dead. */
  readonly idleMs: number
  readonly firstRetryMs: number
  readonly lastRetryMs: number
}

/** A kind that the server does not have is looked for again this often. */
const MISSING_RETRY_MS = 30_000
const PAGE = 500

/** Thrown inside when the server no longer has the history: list again (410). */
class HistoryGone extends Error {}

/**
 * Mirrors all objects of one kind: list, then watch from there. Keeps the last good state while the server is away, says how
 * old it is, and comes back by itself. Not an informer of the client library: those die silently.
 */
export class Reflector {
  readonly #kind: WatchedKind
  readonly #connection: KubernetesConnection
  readonly #times: ReflectorTimes
  readonly #stop = new AbortController()
  readonly #listeners = new Set<(event: ObjectEvent) => void>()
  #objects = new Map<string, KubernetesObject>()
  #items: readonly KubernetesObject[] | null = null
  #version: string | null = null
  #synced = false
  #lastSignAt: number | null = null
  #failure: string | null = null
  #failures = 0
  #waiting: (() => void)[] = []

  constructor(kind: WatchedKind, connection: KubernetesConnection, times: ReflectorTimes) {
    this.#kind = kind
    this.#connection = connection
    this.#times = times
  }

  start(): void {
    void this.#run()
  }

  stop(): void {
    this.#stop.abort()
    this.#release()
  }

  snapshot(): KindSnapshot {
    this.#items ??= [...this.#objects.values()]
    const ageSeconds = this.#lastSignAt === null ? null : (this.#times.now() - this.#lastSignAt) / 1_000
    return { items: this.#items, synced: this.#synced, ageSeconds, failure: this.#failure }
  }

  onChange(listener: (event: ObjectEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Resolves true when the kind has been listed, false after the time limit. */
  async ready(timeoutMs: number): Promise<boolean> {
    if (this.#synced || this.#stop.signal.aborted) return this.#synced
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeoutMs)
      this.#waiting.push(() => {
        clearTimeout(timer)
        resolve()
      })
    })
    return this.#synced
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const pauseMs = await this.#cycle()
      if (pauseMs > 0) await this.#pause(pauseMs)
    }
  }

  /** One list or watch; the pause before the next in milliseconds. */
  async #cycle(): Promise<number> {
    try {
      if (this.#version === null && !(await this.#list())) return MISSING_RETRY_MS
      await this.#watch()
      return this.#spread(this.#times.firstRetryMs / 10)
    } catch (error) {
      if (error instanceof HistoryGone) {
        this.#version = null
        return this.#spread(this.#times.firstRetryMs / 10)
      }
      if (this.#stop.signal.aborted) return 0
      this.#failure = messageOf(error)
      this.#failures += 1
      const { firstRetryMs, lastRetryMs } = this.#times
      return this.#spread(Math.min(lastRetryMs, firstRetryMs * 2 ** (this.#failures - 1)))
    }
  }

  /** False when the server does not know the kind: then there are none. */
  async #list(): Promise<boolean> {
    const found = new Map<string, KubernetesObject>()
    let version = ''
    let more: string | undefined
    do {
      const query = { limit: String(PAGE), ...(more === undefined ? {} : { continue: more }) }
      const ask = { method: 'GET', path: collectionPath(this.#kind), query, signal: this.#stop.signal } as const
      const page = await exchange(this.#connection, { ...ask, schema: listAnswer })
      if (page === null) {
        this.#replaceAll(new Map())
        return false
      }
      for (const item of page.items) {
        const object = { apiVersion: apiVersionOf(this.#kind), kind: this.#kind, ...item }
        found.set(keyOf(object), object)
      }
      version = page.metadata.resourceVersion
      more = page.metadata.continue === '' ? undefined : page.metadata.continue
    } while (more !== undefined)
    this.#version = version
    this.#replaceAll(found)
    return true
  }

  async #watch(): Promise<void> {
    const { watchSeconds, idleMs } = this.#times
    const response = await this.#connection.open({
      method: 'GET',
      path: collectionPath(this.#kind),
      query: {
        watch: 'true',
        allowWatchBookmarks: 'true',
        resourceVersion: this.#version ?? '',
        timeoutSeconds: String(watchSeconds),
      },
      signal: this.#stop.signal,
      idleMs,
    })
    if (response.statusCode === 410) throw new HistoryGone()
    if (response.statusCode !== 200) throw refusal(response.statusCode ?? 0, await readBody(response))
    this.#alive()
    try {
      for await (const line of linesOf(response)) this.#take(line)
    } finally {
      response.destroy()
    }
  }

  #take(text: string): void {
    const line = watchLine.parse(JSON.parse(text))
    if (line.type === 'ERROR') {
      if (line.object.code === 410) throw new HistoryGone()
      throw new Error(`The watch of ${this.#kind} was ended by the cluster API.`)
    }
    this.#alive()
    this.#version = line.object.metadata.resourceVersion ?? this.#version
    if (line.type === 'BOOKMARK') return
    const key = keyOf(line.object)
    if (line.type === 'DELETED') this.#objects.delete(key)
    else this.#objects.set(key, line.object)
    this.#items = null
    const types = { ADDED: 'added', MODIFIED: 'modified', DELETED: 'deleted' } as const
    this.#tell({ type: types[line.type], object: line.object })
  }

  #replaceAll(found: Map<string, KubernetesObject>): void {
    const before = this.#objects
    const first = !this.#synced
    this.#objects = found
    this.#items = null
    this.#synced = true
    this.#alive()
    this.#release()
    if (first) return
    for (const [key, object] of before) if (!found.has(key)) this.#tell({ type: 'deleted', object })
    for (const [key, object] of found) {
      const known = before.get(key)
      if (known?.metadata.resourceVersion === object.metadata.resourceVersion) continue
      this.#tell({ type: known === undefined ? 'added' : 'modified', object })
    }
  }

  #tell(event: ObjectEvent): void {
    for (const listener of this.#listeners) listener(event)
  }

  #alive(): void {
    this.#lastSignAt = this.#times.now()
    this.#failure = null
    this.#failures = 0
  }

  #release(): void {
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  /** Half to all of the time, so that many reflectors do not come back at once. */
  #spread(ms: number): number {
    return ms * (0.5 + this.#times.random() / 2)
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const { signal } = this.#stop
      const done = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, ms)
      signal.addEventListener('abort', done, { once: true })
    })
  }
}

function keyOf({ metadata }: KubernetesObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name ?? ''}`
}
