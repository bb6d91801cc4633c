'use client'
import { useState } from 'react'
import { z } from 'zod'
import { ApiError } from '../../../lib/client/api.ts'
import type { ConfigName } from '../../../lib/client/queries/config.ts'
import type { ChangeAnswer, ChangeRequest } from '../../../lib/contract/changes.ts'
import type { ConfigResponse } from '../../../lib/contract/config.ts'
import { readableObject } from '../../../lib/domain/changes/readable-object.ts'
import type { JsonObject } from '../../../lib/domain/kubernetes/json.ts'
import { patchBetween } from '../../../lib/domain/routing/guided/object-patch.ts'
import { useUndoToast } from '../use-undo.ts'
import { isConflict, useWrite } from '../use-write.ts'
import type { GuidedDraft } from './use-guided-draft.ts'

export type GuidedReview = {
  /** What the API server said to this very text; null while there is no such answer. */
  answer: ChangeAnswer | null
  isSending: boolean
  error: string | null
  reason: string
  setReason: (reason: string) => void
  start: () => void
  back: () => void
  apply: () => void
}

/** Draft to dry run to write, by the path of every change; a conflict keeps the draft. */
export function useGuidedReview(of: {
  name: ConfigName
  live: ConfigResponse | null
  draft: GuidedDraft
  onApplied: (changeId: string) => void
}): GuidedReview {
  const { name, live, draft, onApplied } = of
  const [reviewed, setReviewed] = useState<{ text: string; answer: ChangeAnswer } | null>(null)
  const [reason, setReason] = useState('')
  const offerUndo = useUndoToast(onApplied)
  const { dryRun, apply } = useWrite((answer) => {
    setReviewed(null)
    setReason('')
    draft.control.discard()
    if (answer.changeId === null) return
    offerUndo(answer.changeId, `${name.kind} ${name.name}: ${answer.summary}`)
    onApplied(answer.changeId)
  })
  const request =
    draft.checked.object === null ? null : { ...requestOf(name, live, draft.checked.object), ...reasonOf(reason) }
  const start = async () => {
    if (request === null) return
    apply.reset()
    const answer = await dryRun.mutateAsync(request).catch(() => null)
    setReviewed(answer === null ? null : { text: draft.text, answer })
  }
  const failure = apply.error ?? dryRun.error
  return {
    answer: reviewed?.text === draft.text && draft.isDirty ? reviewed.answer : null,
    isSending: dryRun.isPending || apply.isPending,
    error: failure === null || isConflict(failure) ? null : sentenceOf(failure),
    reason,
    setReason,
    start: () => void start(),
    back: () => {
      setReviewed(null)
      apply.reset()
      dryRun.reset()
    },
    apply: () => {
      if (request !== null)
        apply.mutate(request, { onError: (error) => (isConflict(error) ? setReviewed(null) : undefined) })
    },
  }
}

const jsonObject = z.record(z.string(), z.json())

/** An object that is there is patched, one that is not is sent whole. */
function requestOf(name: ConfigName, live: ConfigResponse | null, object: JsonObject): Omit<ChangeRequest, 'dryRun'> {
  if (live === null) return { ...name, object: jsonObject.parse(object) }
  return { ...name, patch: patchBetween(readableObject(live.object), object), resourceVersion: live.resourceVersion }
}

function reasonOf(reason: string): Pick<ChangeRequest, 'reason'> {
  return reason.trim() === '' ? {} : { reason: reason.trim() }
}

function sentenceOf(error: Error): string {
  return error instanceof ApiError && error.field !== undefined ? `${error.field}: ${error.message}` : error.message
}
