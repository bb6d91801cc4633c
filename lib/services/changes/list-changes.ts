import type { z } from 'zod'
import { changeRow, type changeList, type ChangeListQuery } from '../../contract/changes.ts'
import { maySee } from '../../domain/model/principal.ts'
import type { Call } from '../deps.ts'

/** Entries that match and may be seen, newest first; `next` continues after the last one. */
export async function listChanges(call: Call<ChangeListQuery>): Promise<z.infer<typeof changeList>> {
  const { deps, principal, input } = call
  const found = await deps.ledger.list(input)
  const seen = found.filter((change) => maySee(principal, change.object.namespace))
  const last = found.length === input.limit ? found.at(-1) : undefined
  return { changes: seen.map((change) => changeRow.parse(change)), next: last?.id ?? null }
}
