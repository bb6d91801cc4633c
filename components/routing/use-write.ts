'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiError } from '../../lib/client/api.ts'
import { applyChange, dryRunChange } from '../../lib/client/write-change.ts'
import type { ChangeAnswer, ChangeRequest } from '../../lib/contract/changes.ts'
import type { RoutingRule, RoutingView } from '../../lib/contract/routing.ts'
import type { Edit } from './edit.ts'

type Sent = Omit<ChangeRequest, 'dryRun'>

/** The request that an edit stands for. */
export function requestOf(view: RoutingView, rule: RoutingRule, edit: Edit): Sent {
  const reason = edit.reason.trim()
  return {
    kind: 'VirtualService',
    namespace: view.namespace,
    name: view.name,
    rule: edit.rule,
    slices: rule.slices.map(({ destination }, place) => ({ destination, weight: edit.draft.weights[place] ?? 0 })),
    resourceVersion: edit.resourceVersion,
    ...(reason === '' ? {} : { reason }),
  }
}

/** Dry run and apply; every write makes the page read again, a conflict too. */
export function useWrite(onApplied: (answer: ChangeAnswer) => void) {
  const client = useQueryClient()
  const readAgain = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['routing'] }),
      client.invalidateQueries({ queryKey: ['config'] }),
    ])
  const dryRun = useMutation({ mutationFn: dryRunChange, onError: readAgain })
  const apply = useMutation({
    mutationFn: applyChange,
    onError: readAgain,
    onSuccess: async (answer) => {
      onApplied(answer)
      await Promise.all([readAgain(), client.invalidateQueries({ queryKey: ['changes'] })])
    },
  })
  return { dryRun, apply }
}

/** What went wrong in one sentence; a conflict is shown as such elsewhere. */
export function sentenceOf(error: unknown): string | null {
  if (error === null || error === undefined) return null
  return error instanceof Error ? error.message : 'The request failed.'
}

export function isConflict(error: unknown): boolean {
  return error instanceof ApiError && error.status === 409
}
