import { randomUUID } from 'node:crypto'
import type { StoredObject } from '../../../../lib/domain/kubernetes/object.ts'
import { ApiError } from '../api-error.ts'

interface Snapshot {
  readonly items: readonly StoredObject[]
  readonly resourceVersion: string
}

export interface Page extends Snapshot {
  readonly continueToken?: string
  readonly remaining?: number
}

const maxSnapshots = 64

/** Rests of long lists, so that all pages of one list show the same state; the oldest are forgotten. */
export class ContinuationCache {
  readonly #rests = new Map<string, Snapshot>()

  /** The first `limit` items; the rest is kept under the page's token. A limit of 0 means all. */
  page(snapshot: Snapshot, limit: number): Page {
    if (limit <= 0 || snapshot.items.length <= limit) return snapshot
    const { resourceVersion } = snapshot
    const rest = snapshot.items.slice(limit)
    const continueToken = randomUUID()
    this.#rests.set(continueToken, { items: rest, resourceVersion })
    const [oldest] = this.#rests.keys()
    if (this.#rests.size > maxSnapshots && oldest !== undefined) this.#rests.delete(oldest)
    return { items: snapshot.items.slice(0, limit), resourceVersion, continueToken, remaining: rest.length }
  }

  /** @throws ApiError Expired when the rest is no longer kept */
  next(token: string, limit: number): Page {
    const rest = this.#rests.get(token)
    if (rest === undefined)
      throw new ApiError('Expired', 'The provided continue parameter is too old: list again from the start')
    return this.page(rest, limit)
  }
}
