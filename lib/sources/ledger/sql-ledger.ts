import type { Kysely, Transaction } from 'kysely'
import type { Change, ChangeEvent, ChangeFilter, ChangeUpdate, NewChange } from '../../domain/changes/change.ts'
import type { ChangeLedger, LedgerFacts } from '../../domain/changes/ledger.ts'
import { versionKey } from '../../domain/changes/version-key.ts'
import type { Verification } from '../../domain/routing/verification.ts'
import { explained } from './ledger-error.ts'
import { readLedgerFacts } from './ledger-facts.ts'
import { toChange, toRow, toUpdate } from './map-change.ts'
import type { LedgerEngine } from './migrations.ts'
import type { LedgerTables } from './schema.ts'

/** The ledger on a SQL database. Every method fails with a HeddleError of one sentence. */
export class SqlLedger implements ChangeLedger {
  readonly #database: Kysely<LedgerTables>
  readonly #engine: LedgerEngine

  constructor(database: Kysely<LedgerTables>, engine: LedgerEngine) {
    this.#database = database
    this.#engine = engine
  }

  /** Stores a new entry with its first events and returns it with its number; all of it or nothing. */
  async open(change: NewChange, events: readonly ChangeEvent[]): Promise<Change> {
    return explained(() =>
      this.#database.transaction().execute(async (transaction) => {
        const row = await transaction
          .insertInto('changes')
          .values(toRow(change))
          .returningAll()
          .executeTakeFirstOrThrow()
        const values = events.map((event) => ({ ...event, change_id: row.id }))
        const stored =
          values.length === 0
            ? []
            : await transaction.insertInto('change_events').values(values).returningAll().execute()
        return toChange(row, stored)
      }),
    )
  }

  /** Stores what somebody else changed, unless an entry of this version exists: then null. */
  async record(change: NewChange, events: readonly ChangeEvent[]): Promise<Change | null> {
    return explained(() =>
      this.#database.transaction().execute(async (transaction) => {
        const row = await transaction
          .insertInto('changes')
          .values({ ...toRow(change), version_key: versionKey(change) })
          .onConflict((conflict) => conflict.column('version_key').doNothing())
          .returningAll()
          .executeTakeFirst()
        if (!row) return null
        const values = events.map((event) => ({ ...event, change_id: row.id }))
        const stored = await transaction.insertInto('change_events').values(values).returningAll().execute()
        return toChange(row, stored)
      }),
    )
  }

  /** Adds what became known later, and events, to an entry; all of it or nothing. */
  async update(id: string, update: ChangeUpdate, events: readonly ChangeEvent[] = []): Promise<void> {
    const key = keyOf(id)
    if (key === null) return
    await explained(() =>
      this.#database.transaction().execute(async (transaction) => {
        const values = toUpdate(update)
        if (Object.keys(values).length > 0) {
          await transaction.updateTable('changes').set(values).where('id', '=', key).execute()
        }
        if (update.outcome === 'applied') await claimVersion(transaction, key)
        if (events.length > 0) {
          const rows = events.map((event) => ({ ...event, change_id: key }))
          await transaction.insertInto('change_events').values(rows).execute()
        }
      }),
    )
  }

  /** Stores a decision on a running verification, once: false when it was decided before. */
  async settle(id: string, verification: Verification, event: ChangeEvent): Promise<boolean> {
    const key = keyOf(id)
    if (key === null) return false
    return explained(() =>
      this.#database.transaction().execute(async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable('changes')
          .set(toUpdate({ verification }))
          .where('id', '=', key)
          .where('verification_state', '=', 'pending')
          .executeTakeFirst()
        if (numUpdatedRows === 0n) return false
        await transaction
          .insertInto('change_events')
          .values({ ...event, change_id: key })
          .execute()
        return true
      }),
    )
  }

  async get(id: string): Promise<Change | null> {
    const key = keyOf(id)
    if (key === null) return null
    return explained(async () => {
      const row = await this.#database.selectFrom('changes').selectAll().where('id', '=', key).executeTakeFirst()
      if (!row) return null
      const events = this.#database.selectFrom('change_events').selectAll().where('change_id', '=', key).orderBy('id')
      return toChange(row, await events.execute())
    })
  }

  /** Entries that match, newest first, without their events. */
  async list(filter: ChangeFilter): Promise<Change[]> {
    return explained(async () => {
      let query = this.#database.selectFrom('changes').selectAll().orderBy('id', 'desc').limit(filter.limit)
      for (const column of ['kind', 'namespace', 'name', 'source'] as const) {
        const wanted = filter[column]
        if (wanted !== undefined) query = query.where(column, '=', wanted)
      }
      const before = filter.before === undefined ? null : keyOf(filter.before)
      if (before !== null) query = query.where('id', '<', before)
      return (await query.execute()).map((row) => toChange(row, []))
    })
  }

  /** Entries whose verification has not come to an end, oldest first: what a restarted console goes on with. */
  async listPending(): Promise<Change[]> {
    return explained(async () => {
      const rows = await this.#database
        .selectFrom('changes')
        .selectAll()
        .where('outcome', '=', 'applied')
        .where('verification_state', '=', 'pending')
        .orderBy('id')
        .execute()
      return rows.map((row) => toChange(row, []))
    })
  }

  /** What it holds and how large it is. */
  async facts(): Promise<LedgerFacts> {
    return explained(() => readLedgerFacts(this.#database, this.#engine))
  }

  async close(): Promise<void> {
    await this.#database.destroy()
  }
}

/** Says that an entry of our own stands for a version, unless another console was faster to record it as seen. */
async function claimVersion(transaction: Transaction<LedgerTables>, id: number): Promise<void> {
  const row = await transaction.selectFrom('changes').selectAll().where('id', '=', id).executeTakeFirst()
  const wanted = row ? versionKey(toChange(row, [])) : null
  if (wanted === null) return
  const taken = await transaction
    .selectFrom('changes')
    .select('id')
    .where('version_key', '=', wanted)
    .executeTakeFirst()
  if (taken) return
  await transaction.updateTable('changes').set({ version_key: wanted }).where('id', '=', id).execute()
}

/** Numbers of entries are positive 32-bit integers; anything else names no entry. */
function keyOf(id: string): number | null {
  return /^[1-9]\d{0,9}$/.test(id) && Number(id) <= 2_147_483_647 ? Number(id) : null
}
