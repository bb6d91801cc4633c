import type { Kysely } from 'kysely'
import type { SeenObject, WatchedState, WatchMemory } from '../../domain/changes/watch-memory.ts'
import { explained } from './ledger-error.ts'
import { toSeen } from './map-change.ts'
import type { LedgerTables } from './schema.ts'

/** What the watch of others' changes remembers, in the ledger's database. Every method fails with a HeddleError. */
export class SqlWatchMemory implements WatchMemory {
  readonly #database: Kysely<LedgerTables>

  constructor(database: Kysely<LedgerTables>) {
    this.#database = database
  }

  async load(kind: string): Promise<WatchedState> {
    return explained(async () => {
      const watched = this.#database.selectFrom('watched_kinds').select('watched_at').where('kind', '=', kind)
      const seen = this.#database.selectFrom('seen_objects').selectAll().where('kind', '=', kind)
      const since = (await watched.executeTakeFirst())?.watched_at ?? null
      return { watchedAt: since, objects: (await seen.execute()).map(toSeen) }
    })
  }

  /** Remembers objects, and forgets those whose `object` is null; all of it or nothing. */
  async save(kind: string, objects: readonly SeenObject[]): Promise<void> {
    await explained(() =>
      this.#database.transaction().execute(async (transaction) => {
        for (const { namespace, name, object } of objects) {
          if (object === null) {
            const gone = transaction.deleteFrom('seen_objects').where('kind', '=', kind)
            await gone.where('namespace', '=', namespace).where('name', '=', name).execute()
            continue
          }
          const text = JSON.stringify(object)
          await transaction
            .insertInto('seen_objects')
            .values({ kind, namespace, name, object: text })
            .onConflict((conflict) => conflict.columns(['kind', 'namespace', 'name']).doUpdateSet({ object: text }))
            .execute()
        }
      }),
    )
  }

  /** Notes that these kinds were watched without a gap until now. */
  async touch(kinds: readonly string[], at: string): Promise<void> {
    if (kinds.length === 0) return
    await explained(async () => {
      await this.#database
        .insertInto('watched_kinds')
        .values(kinds.map((kind) => ({ kind, watched_at: at })))
        .onConflict((conflict) => conflict.column('kind').doUpdateSet({ watched_at: at }))
        .execute()
    })
  }
}
