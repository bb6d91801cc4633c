interface Entry<T> {
  readonly value: Promise<T>
  readonly abort: AbortController
  waiters: number
  settled: boolean
  expiresAt: number
}

export interface SharedCacheOptions {
  readonly ttlMs: number
  readonly maxEntries: number
  readonly now: () => number
  /** Called once per look-up. */
  readonly onLookup?: ((hit: boolean) => void) | undefined
}

/**
 * Answers shared by everybody who asks the same: one request in flight per key, kept for a while, the oldest dropped first.
 * The key must hold all that the answer depends on and never the user: rights are applied afterwards. Failures are not kept.
 * A request is aborted only when nobody waits for it any more.
 */
export class SharedCache<T> {
  readonly #options: SharedCacheOptions
  readonly #entries = new Map<string, Entry<T>>()

  constructor(options: SharedCacheOptions) {
    this.#options = options
  }

  async get(key: string, load: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted()
    const found = this.#entries.get(key)
    const fresh = found !== undefined && (!found.settled || found.expiresAt > this.#options.now())
    this.#options.onLookup?.(fresh)
    return this.#wait(key, fresh ? found : this.#load(key, load), signal)
  }

  get size(): number {
    return this.#entries.size
  }

  #load(key: string, load: (signal: AbortSignal) => Promise<T>): Entry<T> {
    const abort = new AbortController()
    const entry: Entry<T> = { value: load(abort.signal), abort, waiters: 0, settled: false, expiresAt: Infinity }
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    this.#trim()
    entry.value.then(
      () => {
        entry.settled = true
        entry.expiresAt = this.#options.now() + this.#options.ttlMs
      },
      () => this.#forget(key, entry),
    )
    return entry
  }

  async #wait(key: string, entry: Entry<T>, signal?: AbortSignal): Promise<T> {
    entry.waiters += 1
    const leave = () => {
      entry.waiters -= 1
      if (entry.waiters > 0 || entry.settled) return
      this.#forget(key, entry)
      entry.abort.abort()
    }
    if (signal === undefined) return entry.value
    return new Promise<T>((resolve, reject) => {
      const onAbort = () => {
        leave()
        reject(signal.reason)
      }
      signal.addEventListener('abort', onAbort, { once: true })
      entry.value.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
    })
  }

  #forget(key: string, entry: Entry<T>): void {
    if (this.#entries.get(key) === entry) this.#entries.delete(key)
  }

  #trim(): void {
    const now = this.#options.now()
    for (const [key, entry] of this.#entries) if (entry.settled && entry.expiresAt <= now) this.#entries.delete(key)
    for (const [key, entry] of this.#entries) {
      if (this.#entries.size <= this.#options.maxEntries) return
      if (entry.settled) this.#entries.delete(key)
    }
  }
}
