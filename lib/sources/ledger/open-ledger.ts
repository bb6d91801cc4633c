import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { Kysely, PostgresDialect, SqliteDialect } from 'kysely'
import { Pool } from 'pg'
import { migrate, type LedgerEngine } from './migrations.ts'
import type { LedgerTables } from './schema.ts'
import { SqlLedger } from './sql-ledger.ts'
import { SqlLeases } from './sql-leases.ts'
import { SqlPlanStore } from './sql-plan-store.ts'
import { SqlSequenceStore } from './sql-sequence-store.ts'
import { SqlWatchMemory } from './sql-watch-memory.ts'
import { openSqlite } from './sqlite-database.ts'

export type LedgerAddress =
  | { readonly engine: 'sqlite'; readonly path: string; readonly maxPages?: number }
  | { readonly engine: 'postgres'; readonly url: string }

/**
 * Opens the ledger and brings it to this program's version.
 * @throws Error with one sentence when the database is newer, or can't be opened
 */
export async function openLedger(address: LedgerAddress): Promise<SqlLedger> {
  return (await openStores(address)).ledger
}

/** Everything that is kept in the ledger's database. */
export interface LedgerStores {
  /** Closing it closes the database of all of them. */
  readonly ledger: SqlLedger
  readonly watchMemory: SqlWatchMemory
  readonly plans: SqlPlanStore
  readonly leases: SqlLeases
  readonly sequences: SqlSequenceStore
}

/** As `openLedger`, with the other stores of the same database. @throws Error as openLedger */
export async function openStores(address: LedgerAddress): Promise<LedgerStores> {
  const database = new Kysely<LedgerTables>({ dialect: dialectOf(address) })
  try {
    await migrate(database, address.engine satisfies LedgerEngine)
  } catch (error) {
    await database.destroy()
    throw error
  }
  return {
    ledger: new SqlLedger(database, address.engine),
    watchMemory: new SqlWatchMemory(database),
    plans: new SqlPlanStore(database),
    leases: new SqlLeases(database),
    sequences: new SqlSequenceStore(database),
  }
}

function dialectOf(address: LedgerAddress): SqliteDialect | PostgresDialect {
  switch (address.engine) {
    case 'sqlite':
      if (address.path !== ':memory:') mkdirSync(dirname(address.path), { recursive: true, mode: 0o700 })
      return new SqliteDialect({ database: openSqlite(address.path, address.maxPages) })
    case 'postgres':
      return new PostgresDialect({ pool: poolOf(address.url) })
  }
}

function poolOf(url: string): Pool {
  const pool = new Pool({ connectionString: url, max: 5, connectionTimeoutMillis: 5000 })
  // An idle connection that the server ends is replaced by the next query; without a listener it would end the process.
  pool.on('error', () => undefined)
  return pool
}
