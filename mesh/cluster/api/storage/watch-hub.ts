import type { StoredObject } from '../../../../lib/domain/kubernetes/object.ts'
import { ApiError } from '../api-error.ts'
import type { ResourceName, Watch, WatchEvent } from '../store.ts'
import type { Change, WatchHistory } from './watch-history.ts'

export interface Subscription {
  readonly resource: ResourceName
  readonly filter: (object: StoredObject) => boolean
  /** Changes after this revision are wanted. */
  readonly start: number
  /** Reported as ADDED before anything else. */
  readonly initial: readonly StoredObject[]
  readonly onEvent: (event: WatchEvent) => void
}

interface Watcher {
  readonly subscription: Subscription
  readonly pending: WatchEvent[]
  stopped: boolean
  scheduled: boolean
}

/** Hands every change to the watches it concerns: in order, each watch at its own pace, never inside the write. */
export class WatchHub {
  readonly #history: WatchHistory
  readonly #watchers = new Map<ResourceName, Set<Watcher>>()

  constructor(history: WatchHistory) {
    this.#history = history
  }

  publish(change: Change): void {
    this.#history.push(change)
    for (const watcher of this.#watchers.get(change.resource) ?? []) this.#offer(watcher, change)
  }

  /** @throws ApiError Expired when changes since `start` are forgotten */
  add(subscription: Subscription): Watch {
    const missed = this.#history.since(subscription.start)
    if (missed === undefined)
      throw new ApiError(
        'Expired',
        `too old resource version: ${subscription.start} (${this.#history.oldest}): list again and watch from there`,
      )
    const pending = subscription.initial.map((object): WatchEvent => ({ type: 'ADDED', object }))
    const watcher: Watcher = { subscription, pending, stopped: false, scheduled: false }
    const peers = this.#watchers.get(subscription.resource) ?? new Set()
    this.#watchers.set(subscription.resource, peers.add(watcher))
    for (const change of missed) if (change.resource === subscription.resource) this.#offer(watcher, change)
    this.#schedule(watcher)
    return {
      stop: () => {
        watcher.stopped = true
        peers.delete(watcher)
      },
    }
  }

  /** Makes watches that start before a revision list anew. */
  forget(revision: number): void {
    this.#history.forget(revision)
  }

  #offer(watcher: Watcher, change: Change): void {
    const event = eventFor(change, watcher.subscription.filter)
    if (event === undefined) return
    watcher.pending.push(event)
    this.#schedule(watcher)
  }

  #schedule(watcher: Watcher): void {
    if (watcher.scheduled || watcher.pending.length === 0) return
    watcher.scheduled = true
    queueMicrotask(() => {
      watcher.scheduled = false
      const events = watcher.pending.splice(0)
      for (const event of events) if (!watcher.stopped) watcher.subscription.onEvent(event)
    })
  }
}

/** What a change means to a watch with a selector: an object may enter or leave it by being modified. */
export function eventFor(change: Change, filter: (object: StoredObject) => boolean): WatchEvent | undefined {
  const { object, previous, deleted } = change
  const was = previous !== undefined && filter(previous)
  const is = !deleted && filter(object)
  if (is) return { type: was ? 'MODIFIED' : 'ADDED', object }
  return was ? { type: 'DELETED', object } : undefined
}
