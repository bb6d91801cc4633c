import type { RoutingView } from '../../lib/contract/routing.ts'
import { NotAccepted } from '../ui/not-accepted.tsx'
import { Note } from '../ui/note.tsx'
import { draftPatch } from './draft-facts.ts'
import { OwnerNote } from './owner-note.tsx'
import type { EditControl } from './use-edit.ts'

/** What must be known before anything is dragged: the owner first, then what is missing, then what was refused. */
export function EditorNotices({
  view,
  control,
  isGone,
  failure,
  error,
  blockedBy,
}: {
  view: RoutingView
  control: EditControl
  isGone: boolean
  failure: string | null
  error: string | null
  /** Why the draft can't be reviewed as it is. */
  blockedBy: string | null
}) {
  const { edit, standing } = control
  const patch = edit === null ? [] : draftPatch(view, edit.rule, edit.draft.weights)
  return (
    <>
      <OwnerNote owner={view.owner} patch={JSON.stringify(patch, null, 2)} />
      {isGone ? (
        <Note tone="failing" role="alert">
          <b>This VirtualService was deleted.</b> What you see is its last state; your draft is kept and can&apos;t be
          applied.
        </Note>
      ) : null}
      {failure === null ? null : (
        <Note tone="degraded" role="alert">
          <b>The console does not answer.</b> {failure} The last good state stays on the page.
        </Note>
      )}
      {view.degraded.map(({ source, message }) => (
        <Note key={source} tone="degraded">
          <b>{source} is missing.</b> {message}
        </Note>
      ))}
      {standing.type === 'moved' ? (
        <Note tone="accent">
          <b>The object changed elsewhere.</b> These weights did not, so your draft goes on with resourceVersion{' '}
          {view.resourceVersion}.
        </Note>
      ) : null}
      {standing.type === 'rule-gone' ? (
        <Note tone="degraded" role="alert">
          <b>The rule you drafted on is gone or has other destinations now.</b> Discard the draft to go on.
        </Note>
      ) : null}
      {blockedBy === null ? null : (
        <Note tone="failing">
          <b>This draft can&apos;t be applied.</b> {blockedBy}
        </Note>
      )}
      <NotAccepted error={error} />
    </>
  )
}
