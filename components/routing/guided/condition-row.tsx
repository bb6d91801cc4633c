'use client'
import { useState } from 'react'
import {
  conditionFault,
  conditionOperators,
  conditionPath,
  type Condition,
  type ConditionOperator,
} from '../../../lib/domain/routing/guided/http-conditions.ts'
import { fieldAt, type FieldPath } from '../../../lib/domain/routing/guided/object-fields.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Select } from '../../ui/select.tsx'
import { StatusMark } from '../../ui/status-mark.tsx'
import { FieldBox } from './field-row.tsx'
import { isDrafted, type GuidedForm } from './guided-form.ts'

const operatorNames: Record<ConditionOperator, string> = {
  exact: 'is',
  prefix: 'begins with',
  regex: 'matches',
  present: 'is there',
}

/** One condition: of what, how it is compared, with what. */
export function ConditionRow({
  form,
  path,
  subject,
  condition,
  others,
  onChange,
}: {
  form: GuidedForm
  path: FieldPath
  subject: string
  condition: Condition
  others: readonly Condition[]
  onChange: (next: Condition | null) => void
}) {
  // A name that is taken, or none, can't be written: two conditions would become one.
  const [refused, setRefused] = useState<string | null>(null)
  const isNamed = condition.subject === 'header' || condition.subject === 'query'
  const at = [...path, ...conditionPath(condition)]
  const isDraft = isDrafted(fieldAt(form.object, at), fieldAt(form.live, at))
  const name = isNamed ? `${subject} ${condition.key}` : subject
  const rename = (key: string) => {
    const fault = conditionFault({ ...condition, key, operator: 'present' }, others)
    setRefused(fault)
    if (fault === null) onChange({ ...condition, key })
  }
  const operators = conditionOperators.filter((operator) => isNamed || operator !== 'present')
  return (
    <div className="flex flex-wrap items-start gap-1.5 text-dense">
      <span className="w-28 flex-none pt-1 text-ink-2">{subject}</span>
      {isNamed ? (
        <FieldBox
          label={`Name of ${name}`}
          text={condition.key}
          placeholder="name"
          isDraft={isDraft}
          error={refused}
          onChange={rename}
          onLeave={() => setRefused(null)}
        />
      ) : null}
      <Select
        label={`Comparison of ${name}`}
        options={operators.map((id) => ({ id, label: operatorNames[id] }))}
        selected={condition.operator}
        onSelect={(operator) => onChange({ ...condition, operator })}
      />
      {condition.operator === 'present' ? null : (
        <FieldBox
          label={`Value of ${name}`}
          text={condition.value}
          placeholder={condition.operator === 'regex' ? 'RE2 expression' : 'value'}
          isDraft={isDraft}
          error={conditionFault(condition, others)}
          isWide
          onChange={(value) => onChange({ ...condition, value })}
        />
      )}
      {condition.operator === 'present' && conditionFault(condition, others) !== null ? (
        <StatusMark status="failing" label={conditionFault(condition, others) ?? ''} />
      ) : null}
      <IconButton label={`Remove ${name}`} icon="close" size="sm" onPress={() => onChange(null)} />
    </div>
  )
}
