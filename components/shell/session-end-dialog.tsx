'use client'
import { useState } from 'react'
import { counted } from '../../lib/client/format/number.ts'
import { clockTime } from '../../lib/client/format/time.ts'
import { storedKeys } from '../../lib/client/storage.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { KeyValues } from '../ui/key-values.tsx'
import { Note } from '../ui/note.tsx'
import { draftsIn } from './kept-drafts.ts'

type SessionEndDialogProps = {
  endedAt: number
  /** Of the page behind. */
  path: string
  signIn: string
  onStay: () => void
}

/** Over the frozen page: what is safe, what goes on, and the way back to this place. */
export function SessionEndDialog({ endedAt, path, signIn, onStay }: SessionEndDialogProps) {
  const [drafts] = useState(() => draftsIn(storedKeys()))
  return (
    <Dialog
      role="alertdialog"
      title={`Your session ended at ${clockTime(endedAt)}`}
      isOpen
      onClose={onStay}
      width={480}
      footer={
        <>
          <Button onPress={onStay}>Stay, read-only copy</Button>
          <ButtonLink
            variant="primary"
            href={signIn}
            // The one thing that brings the page back.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
          >
            Sign in again
          </ButtonLink>
        </>
      }
    >
      <div className="flex flex-col gap-2 text-dense">
        <p className="text-ink-2">
          The page behind is as it was then and is no longer updated. Sign in again and you come back to it.
        </p>
        {drafts.length === 0 ? null : (
          <Note tone="accent" icon="routing">
            <b>{counted(drafts.length, 'unsent draft')} kept on this device:</b> {drafts.slice(0, 3).join(', ')}
            {drafts.length > 3 ? ` and ${drafts.length - 3} more` : ''}. Each is checked against the live object before
            it can be sent.
          </Note>
        )}
        <Note tone="accent" icon="clock">
          <b>Nothing you started stops.</b> Plans and changes run on the server.
        </Note>
        <KeyValues items={[{ key: 'Returns to', value: path, mono: true }]} />
      </div>
    </Dialog>
  )
}
