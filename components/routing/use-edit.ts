'use client'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { RoutingRule, RoutingView } from '../../lib/contract/routing.ts'
import type { DraftAction } from '../../lib/domain/routing/draft.ts'
import { useStored } from '../shell/use-stored.ts'
import { editRule, isDirty, parseEdit, rebase, serializeEdit, standingOf, type Edit, type Standing } from './edit.ts'

export type EditControl = {
  edit: Edit | null
  standing: Standing
  isDirty: boolean
  act: (rule: RoutingRule, action: DraftAction) => void
  setReason: (reason: string) => void
  /** Puts the chosen weights on the live version after a conflict. */
  choose: (weights: readonly number[]) => void
  discard: () => void
}

/** The draft of one object: kept on this device over a reload, moved on when the object changes elsewhere, never sent. */
export function useEdit(view: RoutingView): EditControl {
  const [text, setText] = useStored(`heddle.draft.${view.namespace}/${view.name}`)
  const [running, setRunning] = useState<Edit | null>(null)
  const [openedAt] = useState(() => Date.now())
  const kept = useMemo(() => parseEdit(text, openedAt), [text, openedAt])
  const drafted = running ?? kept
  const standing = useMemo<Standing>(
    () => (drafted === null ? { type: 'current' } : standingOf(drafted, view)),
    [drafted, view],
  )
  // The object changed, but not these weights: the draft goes on with the new version.
  const edit = drafted !== null && standing.type === 'moved' ? rebase(drafted, view) : drafted
  const set = useCallback(
    (next: Edit | null) => {
      setRunning(next)
      setText(serializeEdit(next))
    },
    [setText],
  )
  useLeaveWarning(isDirty(edit))
  return {
    edit,
    standing,
    isDirty: isDirty(edit),
    act: (rule, action) => set(editRule(edit, { rule, view, now: Date.now() }, action)),
    setReason: (reason) => {
      if (edit !== null) set({ ...edit, reason })
    },
    choose: (weights) => {
      if (edit !== null) set(rebase(edit, view, weights))
    },
    discard: () => set(null),
  }
}

/** The browser asks before the page is left with an unsent draft. */
function useLeaveWarning(isActive: boolean): void {
  useEffect(() => {
    if (!isActive) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isActive])
}
