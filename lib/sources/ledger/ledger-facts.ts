import { sql, type Kysely } from 'kysely'
import type { LedgerFacts } from '../../domain/changes/ledger.ts'
import type { LedgerTables } from './schema.ts'
import type { LedgerEngine } from './migrations.ts'

/** Counts the entries and asks the database for its version and size. */
export async function readLedgerFacts(database: Kysely<LedgerTables>, engine: LedgerEngine): Promise<LedgerFacts> {
  const held = await database
    .selectFrom('changes')
    .select(({ fn }) => [fn.countAll<number | string>().as('entries'), fn.min('at').as('oldest')])
    .executeTakeFirstOrThrow()
  const own = engine === 'sqlite' ? await sqliteFacts(database) : await postgresFacts(database)
  return { engine, entries: Number(held.entries), oldestAt: held.oldest, ...own }
}

type OwnFacts = Pick<LedgerFacts, 'version' | 'bytes'>
type Row = { version: string; bytes: number | string }

async function sqliteFacts(database: Kysely<LedgerTables>): Promise<OwnFacts> {
  const query = sql<Row>`select sqlite_version() as version, (select page_count from pragma_page_count()) * (select page_size from pragma_page_size()) as bytes`
  return factsOf((await query.execute(database)).rows)
}

async function postgresFacts(database: Kysely<LedgerTables>): Promise<OwnFacts> {
  const query = sql<Row>`select current_setting('server_version') as version, pg_total_relation_size('changes') + pg_total_relation_size('change_events') as bytes`
  return factsOf((await query.execute(database)).rows)
}

function factsOf([row]: readonly Row[]): OwnFacts {
  return row === undefined ? { version: null, bytes: null } : { version: row.version, bytes: Number(row.bytes) }
}
