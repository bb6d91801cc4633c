'use client'
import type { ConfigResponse } from '../../../lib/contract/config.ts'
import type { GuidedEdit } from '../../../lib/domain/routing/guided/edits.ts'
import { fieldAt } from '../../../lib/domain/routing/guided/object-fields.ts'
import { httpRules } from '../../../lib/domain/routing/guided/rule-order.ts'
import { Note } from '../../ui/note.tsx'
import { Card } from '../../ui/panel.tsx'
import { Select } from '../../ui/select.tsx'
import { GuidedFields } from './guided-fields.tsx'
import type { GuidedForm } from './guided-form.ts'
import type { GuidedTarget } from './guided-target.ts'
import { isRouting } from './match-form.tsx'
import { RuleOrderList, ruleWords } from './rule-order-list.tsx'
import type { GuidedDraft } from './use-guided-draft.ts'
import { WorstCaseCard } from './worst-case-card.tsx'
import { YamlCard } from './yaml-card.tsx'

/** The form left, the YAML of the same draft right; for timeouts the path of calls above both. */
export function GuidedDrafting({
  edit,
  form,
  draft,
  live,
  target,
  rule,
  onRule,
}: {
  edit: GuidedEdit
  form: GuidedForm | null
  draft: GuidedDraft
  live: ConfigResponse | null
  target: GuidedTarget
  rule: number
  onRule: (place: number) => void
}) {
  return (
    <>
      {edit.id === 'timeouts' && form !== null ? <WorstCaseCard form={form} rule={rule} /> : null}
      <div className="grid grid-cols-[minmax(0,620px)_minmax(0,1fr)] items-start gap-2.5 max-lg:grid-cols-1">
        <div className="flex min-w-0 flex-col gap-2.5">
          {form === null ? (
            <Note tone="degraded" role="alert">
              <b>The YAML can&apos;t be read.</b> The form comes back when it can.
            </Note>
          ) : (
            <>
              {edit.id === 'matches' ? <RuleOrderList form={form} selected={rule} onSelect={onRule} /> : null}
              <FormCard edit={edit} form={form} rule={rule} onRule={onRule} />
            </>
          )}
        </div>
        <YamlCard
          label={`YAML of ${target.name.kind} ${target.name.name}`}
          text={draft.text}
          liveText={draft.liveText}
          object={draft.checked.object}
          live={live?.object ?? null}
          faults={draft.checked.faults}
          onChange={draft.writeText}
        />
      </div>
    </>
  )
}

function FormCard({
  edit,
  form,
  rule,
  onRule,
}: {
  edit: GuidedEdit
  form: GuidedForm
  rule: number
  onRule: (place: number) => void
}) {
  const rules = httpRules(form.object)
  const isOfRule = edit.kind === 'VirtualService'
  if (isOfRule && rules.length === 0) {
    return <Note>This VirtualService has no http rule: tls and tcp rules have weights only.</Note>
  }
  if (isOfRule && edit.id !== 'matches' && !isRouting(fieldAt(form.object, ['spec', 'http', rule]))) {
    return <Note>Rule {rule + 1} sends requests nowhere (it redirects, answers or delegates).</Note>
  }
  return (
    <Card
      title={isOfRule ? `Rule ${rule + 1}` : edit.title}
      {...(edit.id === 'matches' ? {} : { hint: 'live value, then draft' })}
      actions={
        !isOfRule || edit.id === 'matches' || rules.length < 2 ? undefined : (
          <Select
            label="Rule"
            options={rules.map((_, place) => ({ id: String(place), label: `${place + 1} ${ruleWords(form, place)}` }))}
            selected={String(rule)}
            onSelect={(place) => onRule(Number(place))}
          />
        )
      }
    >
      <GuidedFields edit={edit} form={form} rule={rule} />
      <p className="border-t border-line-subtle px-3.5 py-2 text-small text-ink-3">
        Form and YAML are the same draft. Other fields of the object are kept byte for byte.
      </p>
    </Card>
  )
}
