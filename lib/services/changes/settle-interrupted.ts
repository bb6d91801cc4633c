import type { Change } from '../../domain/changes/change.ts'
import { interruptedOutcome } from '../../domain/changes/interrupted-change.ts'
import type { Deps } from '../deps.ts'
import { isoTime } from './apply-change.ts'
import { changeableKind } from './changeable-kinds.ts'
import { json } from './json.ts'
import { verificationFor } from './verification-for.ts'

/** A write is over long before this, so an older entry without an outcome lost its console. */
const OVER_MS = 60_000
/** Latest entries among which such ones are looked for: a console ends with at most a few under way. */
const LOOK_BACK = 100

/** Completes the entries of a console that ended between entry and write (R30). @throws HeddleError */
export async function settleInterrupted(deps: Deps): Promise<void> {
  const latest = await deps.ledger.list({ limit: LOOK_BACK })
  const open = latest.filter(({ outcome, at }) => outcome === 'started' && deps.now() - Date.parse(at) > OVER_MS)
  for (const change of open) await settle(deps, change)
}

async function settle(deps: Deps, change: Change): Promise<void> {
  const { namespace, name } = change.object
  const live = await deps.kubernetes.read({ kind: changeableKind(change.object.kind), namespace, name })
  const at = isoTime(deps.now())
  const outcome = interruptedOutcome(change, live)
  switch (outcome.type) {
    case 'unknown':
      return
    case 'not-written': {
      const message = 'The console ended before it wrote; nothing was changed.'
      return deps.ledger.update(change.id, { outcome: 'failed', error: message }, [{ at, kind: 'refused', message }])
    }
    case 'written': {
      const message = 'Found written after the console had ended.'
      const verification = verificationFor(change.before, live)
      const update = { outcome: 'applied' as const, appliedAt: change.at, after: json(live), verification }
      return deps.ledger.update(change.id, update, [{ at, kind: 'written', message }])
    }
  }
}
