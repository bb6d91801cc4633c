import type { CapsuleRecord } from '../../domain/capsule/records.ts'
import { changeSchema, type Change } from '../../domain/changes/change.ts'
import { maySee } from '../../domain/model/principal.ts'
import type { Freezing } from './freezing.ts'

/** What was changed so long before the range may explain it. */
const BEFORE_SECONDS = 86_400
const MOST_CHANGES = 500
const PAGE = 100

/** The ledger's entries from a day before the range until now: later ones tell how the objects were in the range (CA4). */
export async function* freezeChanges(freezing: Freezing): AsyncGenerator<CapsuleRecord> {
  const { deps, principal, redactor, input } = freezing
  const earliest = (input.from - BEFORE_SECONDS) * 1_000
  let before: string | undefined
  let count = 0
  try {
    for (;;) {
      const page: readonly Change[] = await deps.ledger.list({ before, limit: PAGE })
      freezing.freeze('changes')
      for (const row of page.filter(
        ({ object }) => maySee(principal, object.namespace) && freezing.holds(object.namespace),
      )) {
        if (Date.parse(row.at) < earliest) return
        if (count >= MOST_CHANGES) return freezing.limit(`Changes: only the newest ${MOST_CHANGES} are in the capsule.`)
        count += 1
        const change = (await deps.ledger.get(row.id)) ?? row
        yield { part: 'changes', type: 'change', change: changeSchema.parse(redactor.json(change)) }
      }
      before = page.at(-1)?.id
      if (page.length < PAGE || before === undefined) return
    }
  } catch (error) {
    freezing.failed('Changes', error)
  }
}
