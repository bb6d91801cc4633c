import type { ChangeDetail } from '../../lib/contract/changes.ts'
import { shareSentence } from '../../lib/domain/routing/verification.ts'
import { Note } from '../ui/note.tsx'

/** What came of a change in one sentence with its numbers. */
export function VerdictNote({ change }: { change: ChangeDetail }) {
  const { verification, outcome, revertedBy } = change
  if (revertedBy !== null) {
    return (
      <Note tone="plain">
        <b>Undone.</b> Change {revertedBy} put back what change {change.id} replaced.
      </Note>
    )
  }
  if (outcome === 'failed')
    return (
      <Note tone="failing">
        <b>Nothing was written.</b> {change.error}
      </Note>
    )
  if (outcome === 'started')
    return (
      <Note tone="degraded">
        <b>The outcome was not recorded.</b> Compare the live object.
      </Note>
    )
  if (verification === null)
    return (
      <Note tone="healthy">
        <b>Applied.</b> Requests can't prove this kind of change.
      </Note>
    )
  switch (verification.state) {
    case 'pending':
      return (
        <Note tone="accent" icon="clock">
          <b>Verifying.</b> {verification.reason}
        </Note>
      )
    case 'converged':
      return (
        <Note tone="healthy">
          <b>Observed split equals the configured split.</b> {gainSentence(change)} n ={' '}
          {verification.n.toLocaleString('en-US')}
          {sinceApply(change)}
        </Note>
      )
    case 'not-converging':
      return (
        <Note tone="degraded" role="alert">
          <b>Not converging.</b> {verification.reason}
        </Note>
      )
  }
}

function gainSentence({ verification }: ChangeDetail): string {
  const last = verification?.slices.findLast(({ target }) => target > 0)
  return last ? `${shareSentence(last)},` : ''
}

function sinceApply({ events, appliedAt }: ChangeDetail): string {
  const done = events.find(({ kind }) => kind === 'converged')
  if (!done || appliedAt === null) return '.'
  return `. Converged ${Math.round((Date.parse(done.at) - Date.parse(appliedAt)) / 1000)} s after apply.`
}
