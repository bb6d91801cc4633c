import type { Change, ChangeFilter } from '../../domain/changes/change.ts'
import type { ChangeLedger, LedgerFacts } from '../../domain/changes/ledger.ts'
import { notFrozen, readOnly } from './not-frozen.ts'

/** Frozen entries of the ledger. */
export class CapsuleLedger implements ChangeLedger {
  readonly #newestFirst: readonly Change[]
  readonly #isFrozen: boolean

  constructor(changes: ReadonlyMap<string, Change>, isFrozen: boolean) {
    this.#newestFirst = [...changes.values()].toSorted((a, b) => Number(b.id) - Number(a.id))
    this.#isFrozen = isFrozen
  }

  async open(): Promise<Change> {
    throw readOnly()
  }

  async record(): Promise<Change | null> {
    throw readOnly()
  }

  async update(): Promise<void> {
    throw readOnly()
  }

  async settle(): Promise<boolean> {
    throw readOnly()
  }

  async get(id: string): Promise<Change | null> {
    return this.#changes().find((change) => change.id === id) ?? null
  }

  async list({ kind, namespace, name, source, before, limit }: ChangeFilter): Promise<Change[]> {
    const wanted = this.#changes().filter(
      (change) =>
        (kind === undefined || change.object.kind === kind) &&
        (namespace === undefined || change.object.namespace === namespace) &&
        (name === undefined || change.object.name === name) &&
        (source === undefined || change.source === source) &&
        (before === undefined || Number(change.id) < Number(before)),
    )
    return wanted.slice(0, limit)
  }

  /** What was verified when the capsule was made stays as it was. */
  async listPending(): Promise<Change[]> {
    return []
  }

  async facts(): Promise<LedgerFacts> {
    const changes = this.#changes()
    return {
      engine: 'sqlite',
      version: null,
      entries: changes.length,
      oldestAt: changes.at(-1)?.at ?? null,
      bytes: null,
    }
  }

  async close(): Promise<void> {
    // Nothing is open.
  }

  #changes(): readonly Change[] {
    if (!this.#isFrozen) throw notFrozen('changes')
    return this.#newestFirst
  }
}
