import type { Kysely } from 'kysely'
import type { Leases } from '../../domain/routing/plan/store.ts'
import { explained } from './ledger-error.ts'
import type { LedgerTables } from './schema.ts'

/** Leases in the ledger's database: whoever updates the row has it until its time is over. */
export class SqlLeases implements Leases {
  readonly #database: Kysely<LedgerTables>

  constructor(database: Kysely<LedgerTables>) {
    this.#database = database
  }

  async acquire(
    name: string,
    { holder, nowMs, ttlMs }: { readonly holder: string; readonly nowMs: number; readonly ttlMs: number },
  ): Promise<boolean> {
    const until = new Date(nowMs + ttlMs).toISOString()
    const now = new Date(nowMs).toISOString()
    const row = await explained(() =>
      this.#database
        .insertInto('leases')
        .values({ name, holder, until })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet({ holder, until })
            .where((where) => where.or([where('leases.holder', '=', holder), where('leases.until', '<=', now)])),
        )
        .returning('holder')
        .executeTakeFirst(),
    )
    return row?.holder === holder
  }

  async release(name: string, holder: string): Promise<void> {
    const query = this.#database.deleteFrom('leases').where('name', '=', name).where('holder', '=', holder)
    await explained(() => query.execute())
  }
}
