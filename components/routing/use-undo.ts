'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { revertChange, type Revert } from '../../lib/client/write-change.ts'
import { notify } from '../ui/toast.tsx'

/** Puts back what a change replaced; `onUndone` hears of the new entry. */
export function useUndo(onUndone: (changeId: string) => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...revert }: Revert & { id: string }) => revertChange(id, revert),
    onSuccess: async (answer) => {
      notify({ status: 'healthy', text: `Undone: ${answer.summary}.` })
      if (answer.changeId !== null) onUndone(answer.changeId)
      await Promise.all([
        client.invalidateQueries({ queryKey: ['routing'] }),
        client.invalidateQueries({ queryKey: ['changes'] }),
        client.invalidateQueries({ queryKey: ['config'] }),
      ])
    },
  })
}

/** Offers the way back right after a write; a refusal is shown on the page of the change. */
export function useUndoToast(
  onUndone: (changeId: string) => void,
  /** Said only where the page listens to it. */
  shortcut?: string,
): (changeId: string, summary: string) => void {
  const undo = useUndo(onUndone)
  return (changeId, summary) => {
    const run = () =>
      undo.mutate({ id: changeId }, { onError: (error) => notify({ status: 'failing', text: error.message }) })
    notify(
      {
        status: 'healthy',
        text: `Applied: ${summary}.`,
        action: { label: 'Undo', ...(shortcut === undefined ? {} : { shortcut }), run },
      },
      20_000,
    )
  }
}
