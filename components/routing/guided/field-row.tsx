'use client'
import { useState, type ReactNode } from 'react'
import { FieldError, Input, Text, TextField } from 'react-aria-components'
import { shownValue, typedValue, type GuidedField } from '../../../lib/domain/routing/guided/edits.ts'
import { fieldAt, withField, type FieldPath } from '../../../lib/domain/routing/guided/object-fields.ts'
import { StatusMark } from '../../ui/status-mark.tsx'
import { faultAt, isDrafted, liveWords, warningAt, type GuidedForm } from './guided-form.ts'

type FieldProps = { form: GuidedForm; root: FieldPath; liveRoot?: FieldPath; field: GuidedField }

/** One field: its name, what is live, and the box with Istio's default in it while nothing is set. */
export function FieldRow({ form, root, liveRoot = root, field }: FieldProps) {
  const path = [...root, ...field.path]
  const value = fieldAt(form.object, path)
  const live = fieldAt(form.live, [...liveRoot, ...field.path])
  return (
    <FormRow label={field.label} live={liveWords(live)}>
      <FieldBox
        label={field.label}
        text={shownValue(value)}
        placeholder={field.unset}
        unit={'unit' in field.input ? field.input.unit : undefined}
        hint={field.hint}
        isDraft={isDrafted(value, live)}
        error={faultAt(form, path)}
        warning={warningAt(form, path)}
        isWide={field.input.type === 'text'}
        onChange={(text) => form.write(withField(form.object, path, typedValue(field.input, text)))}
      />
    </FormRow>
  )
}

/** Label, live value, and whatever edits it. */
export function FormRow({ label, live, children }: { label: string; live: string | null; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[140px_76px_minmax(0,1fr)] items-start gap-2.5 py-1 text-dense max-sm:grid-cols-[minmax(0,1fr)_auto]">
      <span className="pt-1 text-ink-2">{label}</span>
      <span className="truncate pt-1 text-ink-3 max-sm:text-right" title={live ?? ''}>
        {live === null ? null : <span className="sr-only">live: </span>}
        {live ?? ''}
      </span>
      <div className="min-w-0 max-sm:col-span-2">{children}</div>
    </div>
  )
}

/** A box that keeps what is being typed until it is left: "1." is on the way to "1.5". */
export function FieldBox({
  label,
  text,
  placeholder,
  unit,
  hint,
  isDraft,
  error,
  warning = null,
  isWide = false,
  onChange,
  onLeave,
}: {
  label: string
  text: string
  placeholder: string
  unit?: string | undefined
  hint?: string | undefined
  isDraft: boolean
  error: string | null
  warning?: string | null
  isWide?: boolean
  onChange: (text: string) => void
  onLeave?: () => void
}) {
  const [typing, setTyping] = useState<string | null>(null)
  return (
    <TextField
      aria-label={label}
      value={typing ?? text}
      isInvalid={error !== null}
      onChange={(next) => {
        setTyping(next)
        onChange(next)
      }}
      onBlur={() => {
        setTyping(null)
        onLeave?.()
      }}
      className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1"
    >
      <span
        className={`flex h-7 items-center gap-1.5 rounded-ctl border bg-canvas px-2 has-data-[focused]:outline-2 has-data-[focused]:outline-offset-1 has-data-[focused]:outline-focus has-data-[invalid]:border-failing ${isWide ? 'w-64 max-w-full' : 'w-36'} ${isDraft ? 'border-draft ring-1 ring-draft' : 'border-line-strong'}`}
      >
        <Input
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          className={`w-full min-w-0 bg-transparent font-medium text-ink-1 outline-none placeholder:font-normal placeholder:text-ink-3 ${isWide ? '' : 'text-right'}`}
        />
        {unit === undefined ? null : <span className="text-ink-3">{unit}</span>}
      </span>
      {hint === undefined ? null : (
        <Text slot="description" className="text-small text-ink-3">
          {hint}
        </Text>
      )}
      {error === null ? null : (
        <FieldError className="flex w-full items-center gap-1.5 text-small text-failing-text">
          <StatusMark status="failing" />
          {error}
        </FieldError>
      )}
      {warning === null || error !== null ? null : (
        <span className="flex w-full items-center gap-1.5 text-small text-degraded-text">
          <StatusMark status="degraded" label="warning" />
          {warning}
        </span>
      )}
    </TextField>
  )
}
