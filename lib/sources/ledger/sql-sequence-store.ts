import type { Kysely, Selectable } from 'kysely'
import { sequence, type Sequence, type SequenceStore, type StoredSequence } from '../../domain/changes/sequence.ts'
import { explained } from './ledger-error.ts'
import type { LedgerTables, SequenceTable } from './schema.ts'

/** Sequences of writes in the ledger's database. Every method fails with a HeddleError of one sentence. */
export class SqlSequenceStore implements SequenceStore {
  readonly #database: Kysely<LedgerTables>

  constructor(database: Kysely<LedgerTables>) {
    this.#database = database
  }

  async create(made: Omit<Sequence, 'id'>): Promise<StoredSequence> {
    const values = { body: JSON.stringify(made), is_active: 1, version: 1 }
    const query = this.#database.insertInto('sequences').values(values).returningAll()
    return toSequence(await explained(() => query.executeTakeFirstOrThrow()))
  }

  async get(id: string): Promise<StoredSequence | null> {
    if (!/^[1-9]\d{0,8}$/.test(id)) return null
    const query = this.#database.selectFrom('sequences').selectAll().where('id', '=', Number(id))
    const row = await explained(() => query.executeTakeFirst())
    return row ? toSequence(row) : null
  }

  async listActive(): Promise<StoredSequence[]> {
    const query = this.#database.selectFrom('sequences').selectAll().where('is_active', '=', 1).orderBy('id')
    return (await explained(() => query.execute())).map(toSequence)
  }

  async save({ id, version }: Pick<StoredSequence, 'id' | 'version'>, next: Sequence): Promise<boolean> {
    const { id: _id, ...body } = sequence.parse(next)
    const { numUpdatedRows } = await explained(() =>
      this.#database
        .updateTable('sequences')
        .set({ body: JSON.stringify(body), version: version + 1, is_active: next.status === 'running' ? 1 : 0 })
        .where('id', '=', Number(id))
        .where('version', '=', version)
        .executeTakeFirst(),
    )
    return numUpdatedRows > 0n
  }
}

/** @throws ZodError when the row was not written by this program */
function toSequence(row: Selectable<SequenceTable>): StoredSequence {
  const body: unknown = JSON.parse(row.body)
  return { ...sequence.omit({ id: true }).parse(body), id: String(row.id), version: row.version }
}
