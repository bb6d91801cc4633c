import type { ChangeRow } from '../../lib/contract/changes.ts'
import { StatusWord, type Status } from '../ui/status-mark.tsx'

/** What came of a change: mark and words. */
export function ChangeVerdict({ change }: { change: ChangeRow }) {
  const { status, words } = verdictOf(change)
  return <StatusWord status={status}>{words}</StatusWord>
}

/** The verdict as data, for the list and for its export. */
export function verdictOf(change: ChangeRow): { status: Status; words: string } {
  if (change.outcome === 'failed') return { status: 'failing', words: 'refused, nothing written' }
  if (change.outcome === 'started') return { status: 'unknown', words: 'outcome not recorded' }
  if (change.revertedBy !== null) return { status: 'idle', words: `undone by ${change.revertedBy}` }
  if (change.form === 'observed') return { status: 'healthy', words: 'seen by watch' }
  switch (change.verification?.state) {
    case undefined:
      return { status: 'healthy', words: 'applied' }
    case 'pending':
      return { status: 'unknown', words: `verifying, n = ${change.verification?.n ?? 0}` }
    case 'converged':
      return { status: 'healthy', words: `converged, n = ${change.verification?.n ?? 0}` }
    case 'not-converging':
      return change.verification?.cause === 'superseded'
        ? { status: 'idle', words: 'replaced by a later change' }
        : { status: 'degraded', words: 'not converging' }
  }
}
