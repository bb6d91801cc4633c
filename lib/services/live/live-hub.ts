import type { GraphRequest } from '../../contract/graph.ts'
import type { LiveEvent, LiveRequest, LiveTopic } from '../../contract/live.ts'
import { maySee, type Principal } from '../../domain/model/principal.ts'
import type { Deps } from '../deps.ts'
import { getGraph } from '../graph/get-graph.ts'
import type { ReadyzResponse } from '../../contract/readiness.ts'
import { readinessOf } from './readiness.ts'
import { configKinds } from '../../domain/istio/config-kinds.ts'

/** One open stream. `send` gets events in order. */
export interface Listener {
  readonly principal: Principal
  readonly request: LiveRequest
  readonly send: (event: LiveEvent) => void
}

export interface LiveHubOptions {
  readonly deps: Deps
  readonly intervalMs?: number
  readonly onListeners?: (count: number) => void
}

const INTERVAL_MS = 5_000

/**
 * One hub per process: while anybody listens it looks every few seconds, once per distinct view however many tabs show it
 * (the queries behind all views are shared anyway), and rests when nobody listens.
 */
export class LiveHub {
  readonly #deps: Deps
  readonly #intervalMs: number
  readonly #onListeners: (count: number) => void
  readonly #listeners = new Set<Listener>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #unwatch: (() => void)[] = []
  #lastReadiness = ''
  #lastChange: string | null = null
  #closed = false
  /** Counts the times that looking began: a look that outlives its time must not go on beside the next. */
  #time = 0

  constructor({ deps, intervalMs = INTERVAL_MS, onListeners = () => undefined }: LiveHubOptions) {
    this.#deps = deps
    this.#intervalMs = intervalMs
    this.#onListeners = onListeners
  }

  /** Adds a stream; returns the way to end it. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener)
    this.#onListeners(this.#listeners.size)
    if (this.#listeners.size === 1) this.#begin()
    if (wants(listener, 'sources')) listener.send({ type: 'sources', readiness: readinessOf(this.#deps) })
    return () => {
      this.#listeners.delete(listener)
      this.#onListeners(this.#listeners.size)
      if (this.#listeners.size === 0) this.#rest()
    }
  }

  close(): void {
    this.#closed = true
    this.#rest()
    this.#listeners.clear()
  }

  #begin(): void {
    this.#unwatch = configKinds.map((kind) =>
      this.#deps.kubernetes.onChange(kind, ({ object }) => {
        const { namespace = '', name = '' } = object.metadata
        this.#tell('config', namespace, { type: 'config', kind, namespace, name })
      }),
    )
    this.#lastReadiness = markOf(readinessOf(this.#deps))
    this.#time += 1
    this.#schedule(0)
  }

  #rest(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    for (const stop of this.#unwatch.splice(0)) stop()
  }

  #schedule(delayMs: number): void {
    if (this.#closed || this.#listeners.size === 0) return
    const time = this.#time
    this.#timer = setTimeout(() => void this.#look(time), delayMs)
  }

  async #look(time: number): Promise<void> {
    await Promise.all([this.#lookAtGraphs(), this.#lookAtChanges()])
    if (time !== this.#time) return
    this.#lookAtSources()
    this.#schedule(this.#intervalMs)
  }

  async #lookAtGraphs(): Promise<void> {
    const views = new Map<string, Listener[]>()
    for (const listener of this.#listeners) {
      if (!wants(listener, 'graph') || listener.request.at !== undefined) continue
      const key = JSON.stringify([graphOf(listener.request), listener.principal.namespaces])
      views.set(key, [...(views.get(key) ?? []), listener])
    }
    await Promise.all([...views.values()].map((same) => this.#sendGraph(same)))
  }

  async #sendGraph(same: readonly Listener[]): Promise<void> {
    const [first] = same
    if (first === undefined) return
    try {
      const input = graphOf(first.request)
      const graph = await getGraph({ deps: this.#deps, principal: first.principal, input })
      for (const { send } of same) send({ type: 'graph', graph })
    } catch {
      // A view that can't be had (its namespace is gone) is asked for again by its page, which shows why.
      for (const { send } of same) send({ type: 'resync' })
    }
  }

  async #lookAtChanges(): Promise<void> {
    const newest = await this.#deps.ledger.list({ limit: 1 }).catch(() => [])
    const [change] = newest
    const mark = change === undefined ? null : `${change.id} ${change.outcome} ${change.verification?.state ?? ''}`
    if (mark !== this.#lastChange && this.#lastChange !== null && change !== undefined)
      this.#tell('changes', change.object.namespace, { type: 'change', changeId: change.id })
    this.#lastChange = mark ?? ''
  }

  #lookAtSources(): void {
    const readiness = readinessOf(this.#deps)
    const mark = markOf(readiness)
    if (mark === this.#lastReadiness) return
    this.#lastReadiness = mark
    for (const listener of this.#listeners)
      if (wants(listener, 'sources')) listener.send({ type: 'sources', readiness })
  }

  #tell(topic: LiveTopic, namespace: string, event: LiveEvent): void {
    for (const listener of this.#listeners)
      if (wants(listener, topic) && maySee(listener.principal, namespace)) listener.send(event)
  }
}

/** What makes a difference to a reader; ages do not. */
function markOf({ sources }: ReadyzResponse): string {
  return JSON.stringify(sources.map(({ source, state, message }) => [source, state, message]))
}

function wants({ request }: Listener, topic: LiveTopic): boolean {
  return request.topics.includes(topic)
}

function graphOf({ topics: _topics, ...graph }: LiveRequest): GraphRequest {
  return graph
}
