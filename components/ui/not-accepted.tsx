import type { ReactNode } from 'react'
import { Note } from './note.tsx'

/** What was refused, in the refuser's words, and what may help below it; nothing where nothing was. */
export function NotAccepted({ error, children }: { error: string | null; children?: ReactNode }) {
  if (error === null) return null
  return (
    <Note tone="failing" role="alert">
      <b>Not accepted.</b> {error}
      {children}
    </Note>
  )
}
