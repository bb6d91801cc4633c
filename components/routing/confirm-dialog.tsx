'use client'
import { useEffect, useRef, type ReactNode } from 'react'
import type { ChangeAnswer } from '../../lib/contract/changes.ts'
import type { RoutingRule, RoutingView } from '../../lib/contract/routing.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Note } from '../ui/note.tsx'
import type { Edit } from './edit.ts'
import { ReasonField } from './reason-field.tsx'
import { shiftWords } from './shift-words.ts'
import { StackedBar } from './stacked-bar.tsx'

/** States the effect, the target and the way back; focus is on Cancel. */
export function ConfirmDialog({
  view,
  rule,
  edit,
  answer,
  error,
  isSending,
  onReason,
  onCancel,
  onApply,
}: {
  view: RoutingView
  rule: RoutingRule
  edit: Edit
  answer: ChangeAnswer
  error: string | null
  isSending: boolean
  onReason: (reason: string) => void
  onCancel: () => void
  onApply: () => void
}) {
  const names = rule.slices.map(({ name }) => name)
  const words = shiftWords(rule, edit)
  const others = view.rules.length - 1
  const kept = others === 0 ? '' : others === 1 ? ', the other rule stays' : `, the ${others} other rules stay`
  return (
    <Dialog
      title={words.title}
      role="alertdialog"
      isOpen
      onClose={onCancel}
      width={520}
      footer={
        <>
          <span className="mr-auto self-center text-small text-ink-3">Undo stays available in the ledger</span>
          <StartHere>
            <Button onPress={onCancel}>Cancel</Button>
          </StartHere>
          <Button variant="primary" onPress={onApply} isDisabled={isSending}>
            {isSending ? 'Applying' : 'Apply and verify'}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p className="text-dense text-ink-2">
          {words.effect} in <b className="font-semibold text-ink-1">{view.namespace}</b>. Only weights change
          {kept === '' ? '' : `${kept} byte for byte`}.
        </p>
        <div className="grid gap-1.5">
          <StackedBar label="Live" names={names} weights={edit.base} />
          <StackedBar label="Planned" names={names} weights={edit.draft.weights} />
        </div>
        {answer.warnings.map((warning) => (
          <Note key={warning} tone="degraded">
            {warning}
          </Note>
        ))}
        <ReasonField value={edit.reason} onChange={onReason} />
        {error === null ? null : (
          <Note tone="failing" role="alert">
            {error}
          </Note>
        )}
      </div>
    </Dialog>
  )
}

/** An alert dialog begins on its least harmful button. */
function StartHere({ children }: { children: ReactNode }) {
  const ref = useRef<HTMLSpanElement>(null)
  useEffect(() => ref.current?.querySelector('button')?.focus(), [])
  return <span ref={ref}>{children}</span>
}
