'use client'
import { TextArea, TextField as AriaTextField, Label } from 'react-aria-components'

/** Why the change is made; it stays in the ledger. */
export function ReasonField({ value, onChange }: { value: string; onChange: (reason: string) => void }) {
  return (
    <AriaTextField value={value} onChange={onChange} maxLength={2000} className="flex flex-col gap-1.5">
      <Label className="text-dense font-semibold">
        Reason <span className="font-normal text-ink-3">kept in the ledger</span>
      </Label>
      <TextArea
        rows={2}
        placeholder="Why this change"
        className="min-h-14 resize-y rounded-ctl border border-line-strong bg-canvas px-2 py-1.5 text-dense text-ink-1 placeholder:text-ink-3"
      />
    </AriaTextField>
  )
}
