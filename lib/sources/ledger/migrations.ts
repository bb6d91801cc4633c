import { sql, type Kysely, type Transaction } from 'kysely'
import type { LedgerTables } from './schema.ts'

export type LedgerEngine = 'sqlite' | 'postgres'

interface Migration {
  readonly version: number
  readonly up: (transaction: Transaction<LedgerTables>, engine: LedgerEngine) => Promise<void>
}

/** In order, never edited once released. */
const migrations: readonly Migration[] = [
  { version: 1, up: createTables },
  { version: 2, up: rememberWhatWasSeen },
  { version: 3, up: keepPlans },
  { version: 4, up: keepSequences },
]

/** The version that this program writes. */
export const LEDGER_VERSION = Math.max(...migrations.map(({ version }) => version))

/** Key of PostgreSQL's advisory lock, so that two consoles which start together migrate one after the other. */
const LOCK_KEY = 4_833_905

/**
 * Brings a database to this program's version, in one transaction.
 * @throws Error with one sentence when the database is of a newer version
 */
export async function migrate(database: Kysely<LedgerTables>, engine: LedgerEngine): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    if (engine === 'postgres') await sql`select pg_advisory_xact_lock(${sql.lit(LOCK_KEY)})`.execute(transaction)
    await transaction.schema
      .createTable('ledger_version')
      .ifNotExists()
      .addColumn('version', 'integer', (column) => column.notNull())
      .execute()
    const current = (await transaction.selectFrom('ledger_version').select('version').executeTakeFirst())?.version ?? 0
    if (current > LEDGER_VERSION) {
      throw new Error(
        `The change ledger has version ${current}, this console knows up to ${LEDGER_VERSION}: start a newer console or point HEDDLE_DATA or DATABASE_URL elsewhere.`,
      )
    }
    for (const { version, up } of migrations) if (version > current) await up(transaction, engine)
    if (current === LEDGER_VERSION) return
    await transaction.deleteFrom('ledger_version').execute()
    await transaction.insertInto('ledger_version').values({ version: LEDGER_VERSION }).execute()
  })
}

async function createTables(transaction: Transaction<LedgerTables>, engine: LedgerEngine): Promise<void> {
  const key = engine === 'postgres' ? 'serial' : 'integer'
  const text = ['at', 'source', 'actor', 'api_version', 'kind', 'namespace', 'name'] as const
  const required = ['form', 'summary', 'patch', 'outcome'] as const
  const optional = [
    'reason',
    'rule',
    'before',
    'after',
    'error',
    'applied_at',
    'acknowledged_at',
    'verification',
    'verification_state',
  ] as const
  let changes = transaction.schema
    .createTable('changes')
    .addColumn('id', key, (column) =>
      engine === 'postgres' ? column.primaryKey() : column.primaryKey().autoIncrement(),
    )
  for (const name of [...text, ...required]) changes = changes.addColumn(name, 'text', (column) => column.notNull())
  for (const name of optional) changes = changes.addColumn(name, 'text')
  await changes.addColumn('reverts', 'integer').addColumn('reverted_by', 'integer').execute()
  await transaction.schema
    .createIndex('changes_object')
    .on('changes')
    .columns(['namespace', 'name', 'kind', 'id'])
    .execute()
  await transaction.schema.createIndex('changes_verification').on('changes').column('verification_state').execute()
  await transaction.schema
    .createTable('change_events')
    .addColumn('id', key, (column) =>
      engine === 'postgres' ? column.primaryKey() : column.primaryKey().autoIncrement(),
    )
    .addColumn('change_id', 'integer', (column) => column.notNull().references('changes.id'))
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('message', 'text', (column) => column.notNull())
    .execute()
  await transaction.schema.createIndex('change_events_change').on('change_events').column('change_id').execute()
}

async function rememberWhatWasSeen(transaction: Transaction<LedgerTables>): Promise<void> {
  for (const column of ['not_before', 'version_key']) {
    await transaction.schema.alterTable('changes').addColumn(column, 'text').execute()
  }
  await transaction.schema.createIndex('changes_version').unique().on('changes').column('version_key').execute()
  await transaction.schema
    .createTable('seen_objects')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('namespace', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('object', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('seen_objects_key', ['kind', 'namespace', 'name'])
    .execute()
  await transaction.schema
    .createTable('watched_kinds')
    .addColumn('kind', 'text', (column) => column.primaryKey())
    .addColumn('watched_at', 'text', (column) => column.notNull())
    .execute()
}

async function keepPlans(transaction: Transaction<LedgerTables>, engine: LedgerEngine): Promise<void> {
  let plans = transaction.schema
    .createTable('plans')
    .addColumn('id', engine === 'postgres' ? 'serial' : 'integer', (column) =>
      engine === 'postgres' ? column.primaryKey() : column.primaryKey().autoIncrement(),
    )
  for (const name of ['namespace', 'name', 'spec', 'origin', 'state'] as const) {
    plans = plans.addColumn(name, 'text', (column) => column.notNull())
  }
  await plans
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('active_key', 'text', (column) => column.unique())
    .execute()
  await transaction.schema
    .createTable('leases')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('holder', 'text', (column) => column.notNull())
    .addColumn('until', 'text', (column) => column.notNull())
    .execute()
}

async function keepSequences(transaction: Transaction<LedgerTables>, engine: LedgerEngine): Promise<void> {
  await transaction.schema
    .createTable('sequences')
    .addColumn('id', engine === 'postgres' ? 'serial' : 'integer', (column) =>
      engine === 'postgres' ? column.primaryKey() : column.primaryKey().autoIncrement(),
    )
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('is_active', 'integer', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .execute()
}
