import type { Change } from '../../domain/changes/change.ts'
import type { Deps } from '../deps.ts'
import { isoTime } from './apply-change.ts'
import { verifyChange, type VerificationStep } from './verify-change.ts'

/** Takes every running verification one look further; `watchingSince` is in Unix seconds. @throws HeddleError when the ledger fails */
export async function verifyPending(deps: Deps, watchingSince = 0): Promise<void> {
  for (const change of await deps.ledger.listPending()) {
    const step = await verifyChange(deps, change, watchingSince)
    if (step) await record(deps, change, step)
  }
}

async function record(deps: Deps, change: Change, step: VerificationStep): Promise<void> {
  const { verification, acknowledgedAt, proxies } = step
  if (change.acknowledgedAt === null && acknowledgedAt !== null) {
    const message = acknowledgedSentence(change, acknowledgedAt, proxies)
    await deps.ledger.update(change.id, { acknowledgedAt }, [{ at: acknowledgedAt, kind: 'acknowledged', message }])
  }
  const at = isoTime(deps.now())
  switch (verification.state) {
    case 'pending':
      return deps.ledger.update(change.id, { verification })
    case 'converged':
    case 'not-converging':
      await deps.ledger.settle(change.id, verification, { at, kind: verification.state, message: verification.reason })
  }
}

function acknowledgedSentence(change: Change, acknowledgedAt: string, proxies: number | null): string {
  const seconds = (Date.parse(acknowledgedAt) - Date.parse(change.at)) / 1000
  const time = `${seconds.toFixed(1)} s after the write`
  return proxies === null ? `Expected at every proxy ${time}.` : `${proxies} of ${proxies} proxies, ${time}.`
}
