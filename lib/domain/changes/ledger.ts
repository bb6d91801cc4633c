import type { Verification } from '../routing/verification.ts'
import type { Change, ChangeEvent, ChangeFilter, ChangeUpdate, NewChange } from './change.ts'

/** What the ledger holds; `bytes` is its size on disk, null where the database does not tell. `oldestAt` is RFC 3339. */
export interface LedgerFacts {
  readonly engine: 'sqlite' | 'postgres'
  readonly version: string | null
  readonly entries: number
  readonly oldestAt: string | null
  readonly bytes: number | null
}

/** The append-only store of changes. A failure is an Error with one sentence for people. */
export interface ChangeLedger {
  /** Stores a new entry with its first events and returns it with its number; all of it or nothing. */
  open(change: NewChange, events: readonly ChangeEvent[]): Promise<Change>
  /**
   * Stores what somebody else changed, once however many consoles saw it; null when an entry of this very version exists
   * (R31).
   */
  record(change: NewChange, events: readonly ChangeEvent[]): Promise<Change | null>
  /** Adds what became known later, and events; all of it or nothing. An unknown entry is left alone. */
  update(id: string, update: ChangeUpdate, events?: readonly ChangeEvent[]): Promise<void>
  /** Stores a decision on a running verification, once: false when it was decided before. */
  settle(id: string, verification: Verification, event: ChangeEvent): Promise<boolean>
  get(id: string): Promise<Change | null>
  /** Entries that match, newest first, without their events. */
  list(filter: ChangeFilter): Promise<Change[]>
  /** Entries whose verification has not come to an end, oldest first. */
  listPending(): Promise<Change[]>
  facts(): Promise<LedgerFacts>
  close(): Promise<void>
}
