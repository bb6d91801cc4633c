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
  if (change.form === 'observed') {
    return change.notBefore === null
      ? { status: 'healthy', words: 'seen by watch' }
      : { status: 'idle', words: 'seen after downtime' }
  }
  switch (change.verification?.state) {
    case undefined:
      return { status: 'healthy', words: 'applied' }
    case 'pending':
      return { status: 'unknown', words: `verifying, ${countedWords(change)}` }
    case 'converged':
      return { status: 'healthy', words: `converged, ${countedWords(change)}` }
    case 'not-converging':
      return change.verification?.cause === 'superseded'
        ? { status: 'idle', words: 'replaced by a later change' }
        : { status: 'degraded', words: 'not converging' }
  }
}

function countedWords({ verification }: ChangeRow): string {
  return `n = ${verification?.n ?? 0}${verification?.unit === 'connections' ? ' connections' : ''}`
}
