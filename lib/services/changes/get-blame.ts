import type { BlameAnswer, BlameQuery } from '../../contract/changes.ts'
import { blameLines } from '../../domain/changes/blame.ts'
import { HeddleError } from '../../domain/model/heddle-error.ts'
import { maySee } from '../../domain/model/principal.ts'
import { watchedKinds } from '../../sources/ports.ts'
import type { Call } from '../deps.ts'
import { yamlLines } from './yaml-diff.ts'

/** Entries that are replayed: older ones leave their lines to nobody. */
const LOOK_BACK = 200

/** Which change last touched each line of a live object (R37). @throws HeddleError INVALID, NOT_FOUND */
export async function getBlame({ deps, principal, input, signal }: Call<BlameQuery>): Promise<BlameAnswer> {
  const { namespace, name } = input
  const kind = watchedKinds.find((known) => known === input.kind)
  if (kind === undefined) {
    throw new HeddleError('INVALID', `kind is ${JSON.stringify(input.kind)}: changes of it are not recorded`, {
      field: 'kind',
    })
  }
  const live = maySee(principal, namespace) ? await deps.kubernetes.read({ kind, namespace, name }, signal) : null
  if (live === null) throw new HeddleError('NOT_FOUND', `there is no ${kind} ${namespace}/${name}`, { field: 'name' })
  const entries = (await deps.ledger.list({ kind, namespace, name, limit: LOOK_BACK })).filter(
    ({ outcome }) => outcome === 'applied',
  )
  const lines = blameLines(
    entries.toReversed().map(({ id, before, after }) => ({ id, before: yamlLines(before), after: yamlLines(after) })),
    yamlLines(live),
  )
  const used = new Set(lines.map(({ change }) => change))
  const changes = entries.filter(({ id }) => used.has(id))
  return { lines, changes: changes.map(({ id, at, actor, source, summary }) => ({ id, at, actor, source, summary })) }
}
