'use client'
import type { ReactNode } from 'react'
import type { FieldGroup } from '../../../lib/domain/routing/guided/edits.ts'
import type { FieldPath } from '../../../lib/domain/routing/guided/object-fields.ts'
import { FieldRow } from './field-row.tsx'
import type { GuidedForm } from './guided-form.ts'

/** A part of a form with its heading. */
export function FormGroup({
  title,
  hint,
  actions,
  children,
}: {
  title: string
  hint?: string
  actions?: ReactNode
  children?: ReactNode
}) {
  return (
    <section className="border-b border-line-subtle px-3.5 py-2.5 last:border-b-0">
      <header className="flex flex-wrap items-center gap-x-2 text-dense">
        <h3 className="font-semibold">{title}</h3>
        {hint === undefined ? null : <span className="text-ink-3">{hint}</span>}
        <span className="ml-auto flex items-center gap-2">{actions}</span>
      </header>
      {children}
    </section>
  )
}

/** A part of a form that is nothing but fields. */
export function FieldGroupRows({
  form,
  root,
  liveRoot,
  group,
}: {
  form: GuidedForm
  root: FieldPath
  liveRoot?: FieldPath
  group: FieldGroup
}) {
  return (
    <FormGroup title={group.title} hint={group.hint}>
      {group.fields.map((field) => (
        <FieldRow
          key={field.path.join('.')}
          form={form}
          root={root}
          field={field}
          {...(liveRoot === undefined ? {} : { liveRoot })}
        />
      ))}
    </FormGroup>
  )
}
