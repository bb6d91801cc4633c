import type { Kysely, Selectable } from 'kysely'
import { isActive, plan as planSchema, type PlanSpec, type PlanState } from '../../domain/routing/plan/plan.ts'
import type { NewPlan, PlanFilter, PlanStore, StoredPlan } from '../../domain/routing/plan/store.ts'
import { explained } from './ledger-error.ts'
import type { LedgerTables, PlanTable } from './schema.ts'

/** Plans in the ledger's database. Every method fails with a HeddleError of one sentence. */
export class SqlPlanStore implements PlanStore {
  readonly #database: Kysely<LedgerTables>

  constructor(database: Kysely<LedgerTables>) {
    this.#database = database
  }

  async create({ spec, origin, state }: NewPlan): Promise<StoredPlan | null> {
    const { namespace, name } = spec
    const row = await explained(() =>
      this.#database
        .insertInto('plans')
        .values({
          namespace,
          name,
          spec: JSON.stringify(spec),
          origin: JSON.stringify(origin),
          state: JSON.stringify(state),
          version: 1,
          active_key: `${namespace}/${name}`,
        })
        .onConflict((conflict) => conflict.column('active_key').doNothing())
        .returningAll()
        .executeTakeFirst(),
    )
    return row ? toPlan(row) : null
  }

  async get(id: string): Promise<StoredPlan | null> {
    if (!/^[1-9]\d{0,8}$/.test(id)) return null
    const query = this.#database.selectFrom('plans').selectAll().where('id', '=', Number(id))
    const row = await explained(() => query.executeTakeFirst())
    return row ? toPlan(row) : null
  }

  async list({ namespace, name, limit }: PlanFilter): Promise<StoredPlan[]> {
    let query = this.#database.selectFrom('plans').selectAll().orderBy('id', 'desc').limit(limit)
    if (namespace !== undefined) query = query.where('namespace', '=', namespace)
    if (name !== undefined) query = query.where('name', '=', name)
    return (await explained(() => query.execute())).map(toPlan)
  }

  async listActive(): Promise<StoredPlan[]> {
    const query = this.#database.selectFrom('plans').selectAll().where('active_key', 'is not', null).orderBy('id')
    return (await explained(() => query.execute())).map(toPlan)
  }

  async save({ id, version }: Pick<StoredPlan, 'id' | 'version'>, state: PlanState, spec?: PlanSpec): Promise<boolean> {
    const ended = isActive(state) ? {} : { active_key: null }
    const edited = spec === undefined ? {} : { spec: JSON.stringify(spec) }
    const { numUpdatedRows } = await explained(() =>
      this.#database
        .updateTable('plans')
        .set({ state: JSON.stringify(state), version: version + 1, ...edited, ...ended })
        .where('id', '=', Number(id))
        .where('version', '=', version)
        .executeTakeFirst(),
    )
    return numUpdatedRows > 0n
  }
}

/** @throws ZodError when the row was not written by this program */
function toPlan(row: Selectable<PlanTable>): StoredPlan {
  const parsed = planSchema.parse({
    id: String(row.id),
    spec: JSON.parse(row.spec),
    origin: JSON.parse(row.origin),
    state: JSON.parse(row.state),
  })
  return { ...parsed, version: row.version }
}
