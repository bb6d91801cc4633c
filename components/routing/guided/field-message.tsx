'use client'
import type { FieldPath } from '../../../lib/domain/routing/guided/object-fields.ts'
import { StatusMark } from '../../ui/status-mark.tsx'
import { faultAt, warningAt, type GuidedForm } from './guided-form.ts'

/** What is wrong or odd at a field that has no box of its own to say it. */
export function FieldMessage({ form, path }: { form: GuidedForm; path: FieldPath }) {
  const fault = faultAt(form, path)
  const message = fault ?? warningAt(form, path)
  if (message === null) return null
  const tone = fault === null ? 'degraded' : 'failing'
  return (
    <p
      className={`mt-1 flex items-center gap-1.5 text-small ${fault === null ? 'text-degraded-text' : 'text-failing-text'}`}
    >
      <StatusMark status={tone} label={fault === null ? 'warning' : 'error'} />
      {message}
    </p>
  )
}
