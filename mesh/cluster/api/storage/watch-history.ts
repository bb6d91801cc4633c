import type { StoredObject } from '../../../../lib/domain/kubernetes/object.ts'
import type { ResourceName } from '../store.ts'

/** One write, as watches see it. */
export interface Change {
  readonly revision: number
  readonly resource: ResourceName
  /** State after the write; for a deletion the last state, with the revision of the deletion. */
  readonly object: StoredObject
  /** State before the write; absent for a creation. */
  readonly previous: StoredObject | undefined
  readonly deleted: boolean
}

/** The most recent writes, oldest first; older ones fall out, so a watch from before them must list anew. */
export class WatchHistory {
  readonly #changes: Change[] = []
  readonly #capacity: number
  /** Writes up to this revision are gone. */
  #forgotten: number

  constructor(startRevision: number, capacity: number) {
    this.#forgotten = startRevision
    this.#capacity = capacity
  }

  push(change: Change): void {
    this.#changes.push(change)
    // Cutting in blocks keeps a push cheap.
    if (this.#changes.length <= this.#capacity * 1.25) return
    const removed = this.#changes.splice(0, this.#changes.length - this.#capacity)
    this.#forgotten = removed.at(-1)?.revision ?? this.#forgotten
  }

  /** Changes after a revision in order, or undefined when some of them are forgotten. */
  since(revision: number): readonly Change[] | undefined {
    if (revision < this.#forgotten) return undefined
    let low = 0
    let high = this.#changes.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#changes[middle]?.revision ?? 0) > revision) high = middle
      else low = middle + 1
    }
    return this.#changes.slice(low)
  }

  /** Forgets all writes up to a revision. */
  forget(revision: number): void {
    const kept = this.since(Math.max(revision, this.#forgotten)) ?? []
    this.#changes.splice(0, this.#changes.length - kept.length)
    this.#forgotten = Math.max(revision, this.#forgotten)
  }

  get oldest(): number {
    return this.#forgotten
  }
}
