/** An object as it was when the ledger last knew it, without its status. */
export interface SeenObject {
  readonly namespace: string
  readonly name: string
  readonly object: unknown
}

/** What is remembered of one kind; `watchedAt` (RFC 3339) is when it was last known to be complete, null before the first time. */
export interface WatchedState {
  readonly watchedAt: string | null
  readonly objects: readonly SeenObject[]
}

/** What the watch of others' changes remembers over a restart (R32). A failure is an Error with one sentence. */
export interface WatchMemory {
  load(kind: string): Promise<WatchedState>
  /** Remembers objects, and forgets those whose `object` is null; all of it or nothing. */
  save(kind: string, objects: readonly SeenObject[]): Promise<void>
  /** Notes that these kinds were watched without a gap until now. */
  touch(kinds: readonly string[], at: string): Promise<void>
}
