import type { ChangeDetail } from '../../contract/changes.ts'
import type { Change } from '../../domain/changes/change.ts'
import { HeddleError } from '../../domain/model/heddle-error.ts'
import { maySee } from '../../domain/model/principal.ts'
import type { Call } from '../deps.ts'
import { yamlDiff } from './yaml-diff.ts'

/** One entry with its diff. @throws HeddleError NOT_FOUND */
export async function getChange(call: Call<{ readonly id: string }>): Promise<ChangeDetail> {
  const change = await requireChange(call)
  return { ...change, diff: yamlDiff(change.before, change.after) }
}

/** An entry that may be seen; one that may not reads like one that does not exist. @throws HeddleError NOT_FOUND */
export async function requireChange(call: Call<{ readonly id: string }>): Promise<Change> {
  const { deps, principal, input } = call
  const change = await deps.ledger.get(input.id)
  if (change && maySee(principal, change.object.namespace)) return change
  throw new HeddleError('NOT_FOUND', `there is no change ${JSON.stringify(input.id)}`)
}
