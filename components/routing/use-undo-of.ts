'use client'
import { useQuery } from '@tanstack/react-query'
import { changeQuery } from '../../lib/client/queries/changes.ts'
import type { ChangeDetail } from '../../lib/contract/changes.ts'
import { ruleIn } from '../../lib/domain/routing/weight-changes.ts'
import { useShortcut } from '../shell/shortcuts/shortcut-provider.tsx'
import { useUndo } from './use-undo.ts'

export type UndoOf = {
  /** Null when there is nothing to undo. */
  label: string | null
  isSending: boolean
  error: string | null
  run: () => void
}

/** The way back of the change that is looked at: the same for the page bar, the panel and Ctrl Z. */
export function useUndoOf(changeId: string | null, onUndone: (changeId: string) => void): UndoOf {
  const { data } = useQuery({ ...changeQuery(changeId ?? ''), enabled: changeId !== null })
  const undo = useUndo(onUndone)
  const change = data?.id === changeId ? data : undefined
  const canUndo = change?.outcome === 'applied' && change.revertedBy === null && !undo.isPending
  const run = () => {
    if (canUndo && change) undo.mutate({ id: change.id })
  }
  useShortcut({ keys: 'ctrl+z', label: 'Undo the change that is shown', group: 'This page', run })
  return {
    label: change?.outcome === 'applied' && change.revertedBy === null ? labelOf(change) : null,
    isSending: undo.isPending,
    error: undo.error?.message ?? null,
    run,
  }
}

/** "Undo to 90 / 10": the weights it goes back to. */
function labelOf(change: ChangeDetail): string {
  const before = ruleIn(change.before, ({ reference }) => reference === change.rule)
  if (!before || change.form !== 'slices') return 'Undo'
  return `Undo to ${before.slices.map(({ effective }) => effective).join(' / ')}`
}
