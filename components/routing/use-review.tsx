'use client'
import { useState, type ReactNode } from 'react'
import type { ChangeAnswer } from '../../lib/contract/changes.ts'
import type { RoutingRule, RoutingView } from '../../lib/contract/routing.ts'
import { firstFailure, type Check } from '../../lib/domain/routing/preflight.ts'
import { useShortcut } from '../shell/shortcuts/shortcut-provider.tsx'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { draftChecks } from './draft-facts.ts'
import { useUndoToast } from './use-undo.ts'
import type { EditControl } from './use-edit.ts'
import { isConflict, requestOf, sentenceOf, useWrite } from './use-write.ts'

export type Review = {
  answer: ChangeAnswer | null
  isConfirming: boolean
  error: string | null
  /** The failed check of the draft, in a sentence. */
  blockedBy: string | null
  actions: ReactNode
  dialog: ReactNode
  back: () => void
}

/** Draft to review to apply: what the buttons of each step do. */
export function useReview(of: {
  view: RoutingView
  rule: RoutingRule | null
  control: EditControl
  onApplied: (changeId: string) => void
}): Review {
  const { view, rule, control, onApplied } = of
  const { edit } = control
  const [answer, setAnswer] = useState<ChangeAnswer | null>(null)
  const [isConfirming, setConfirming] = useState(false)
  const offerUndo = useUndoToast(onApplied, 'Ctrl Z')
  const back = () => {
    setAnswer(null)
    setConfirming(false)
  }
  const { dryRun, apply } = useWrite((written) => {
    back()
    control.discard()
    if (written.changeId === null) return
    offerUndo(written.changeId, written.summary)
    onApplied(written.changeId)
  })
  const start = async () => {
    if (!rule || !edit || !control.isDirty) return
    apply.reset()
    setAnswer(await dryRun.mutateAsync(requestOf(view, rule, edit)).catch(() => null))
  }
  const send = () => {
    if (rule && edit)
      apply.mutate(requestOf(view, rule, edit), { onError: (error) => (isConflict(error) ? back() : undefined) })
  }
  const discard = () => {
    dryRun.reset()
    control.discard()
  }
  // A draft that moved on, or was changed, has not been reviewed as it is.
  const isCurrent =
    answer !== null && edit !== null && control.isDirty && answer.resourceVersion === edit.resourceVersion
  const reviewed = isCurrent ? answer : null
  useShortcut({
    keys: 'escape',
    label: 'Back, or discard the draft',
    group: 'This page',
    run: reviewed === null ? discard : back,
  })
  const failure = rule && edit ? firstFailure(draftChecks(view, rule, edit.draft.weights)) : null
  const isBlocked =
    failure !== null ||
    view.owner.action === 'use-owner' ||
    control.standing.type === 'conflict' ||
    control.standing.type === 'rule-gone'
  return {
    answer: reviewed,
    isConfirming: reviewed !== null && isConfirming,
    error: sentenceOf(isConflict(dryRun.error) ? null : dryRun.error),
    blockedBy: control.isDirty && failure !== null ? checkSentence(failure) : null,
    back,
    actions: reviewed ? (
      <ReviewActions onBack={back} onApply={() => setConfirming(true)} />
    ) : (
      <DraftActions
        isDirty={control.isDirty}
        isBlocked={isBlocked}
        isSending={dryRun.isPending}
        onDiscard={discard}
        onReview={() => void start()}
      />
    ),
    dialog:
      rule && edit && reviewed && isConfirming ? (
        <ConfirmDialog
          {...{ view, rule, edit }}
          answer={reviewed}
          error={sentenceOf(isConflict(apply.error) ? null : apply.error)}
          isSending={apply.isPending}
          onReason={control.setReason}
          onCancel={() => setConfirming(false)}
          onApply={send}
        />
      ) : null,
  }
}

function checkSentence({ title, detail }: Check): string {
  return detail === null ? `${title}.` : `${title}. ${detail}`
}

function DraftActions({
  isDirty,
  isBlocked,
  isSending,
  onDiscard,
  onReview,
}: {
  isDirty: boolean
  isBlocked: boolean
  isSending: boolean
  onDiscard: () => void
  onReview: () => void
}) {
  return (
    <>
      <Button variant="ghost" isDisabled={!isDirty} onPress={onDiscard}>
        Discard <Kbd>Esc</Kbd>
      </Button>
      <Button variant="primary" isDisabled={!isDirty || isBlocked || isSending} onPress={onReview}>
        {isSending ? 'Asking the API server' : 'Dry run and review'} <Icon name="chevronRight" size={14} />
      </Button>
    </>
  )
}

function ReviewActions({ onBack, onApply }: { onBack: () => void; onApply: () => void }) {
  return (
    <>
      <Button variant="ghost" onPress={onBack}>
        <Icon name="chevronLeft" size={14} /> Back to draft
      </Button>
      <Button variant="primary" onPress={onApply}>
        Apply <Icon name="chevronRight" size={14} />
      </Button>
    </>
  )
}
