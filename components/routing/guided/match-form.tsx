'use client'
import { isObject, listAt, type JsonObject } from '../../../lib/domain/kubernetes/json.ts'
import {
  alternativesOf,
  conditionsOf,
  freeSubjects,
  freshCondition,
  withCondition,
  type Condition,
  type ConditionSubject,
} from '../../../lib/domain/routing/guided/http-conditions.ts'
import { fieldAt, withField } from '../../../lib/domain/routing/guided/object-fields.ts'
import { httpMatchWords } from '../../../lib/domain/routing/match-words.ts'
import { virtualServiceSchema } from '../../../lib/domain/routing/virtual-service.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Menu } from '../../ui/menu.tsx'
import { ConditionRow } from './condition-row.tsx'
import { DestinationSelect } from './destination-select.tsx'
import { FormRow } from './field-row.tsx'
import { FormGroup } from './form-group.tsx'
import type { GuidedForm } from './guided-form.ts'

const subjectNames: Record<ConditionSubject, string> = {
  path: 'Path',
  method: 'Method',
  header: 'Header',
  query: 'Query parameter',
}

/** Which requests a rule takes: any alternative is enough, all conditions of one must hold. */
export function MatchForm({ form, rule }: { form: GuidedForm; rule: number }) {
  const root = ['spec', 'http', rule]
  const alternatives = alternativesOf(fieldAt(form.object, root))
  const write = (next: readonly JsonObject[]) =>
    form.write(withField(form.object, [...root, 'match'], next.length === 0 ? undefined : next))
  const isSingle = listAt(form.object, ...root, 'route').length === 1
  return (
    <>
      {alternatives.map((match, place) => (
        // Alternatives have no identity but their place.
        <Alternative
          key={place}
          form={form}
          rule={rule}
          place={place}
          match={match}
          count={alternatives.length}
          onChange={(next) => write(next === null ? alternatives.toSpliced(place, 1) : alternatives.with(place, next))}
        />
      ))}
      <FormGroup
        title={alternatives.length === 0 ? 'Every request' : 'Or'}
        hint={alternatives.length === 0 ? 'that no earlier rule takes' : 'requests that are otherwise alike'}
        actions={
          <AddCondition
            label={alternatives.length === 0 ? 'Add a condition' : 'Add an alternative'}
            match={{}}
            onAdd={(condition) => write([...alternatives, withCondition({}, null, condition)])}
          />
        }
      />
      {isSingle ? (
        <FormGroup title="Sends them to">
          <FormRow label="Destination" live={null}>
            <DestinationSelect form={form} path={[...root, 'route', 0, 'destination']} label="Destination" />
          </FormRow>
        </FormGroup>
      ) : null}
    </>
  )
}

function Alternative({
  form,
  rule,
  place,
  match,
  count,
  onChange,
}: {
  form: GuidedForm
  rule: number
  place: number
  match: JsonObject
  count: number
  onChange: (next: JsonObject | null) => void
}) {
  const conditions = conditionsOf(match)
  const others = otherWords(match, form.object)
  return (
    <FormGroup
      title={count === 1 ? 'Requests with' : place === 0 ? 'Requests with' : 'Or with'}
      hint={conditions.length > 1 ? 'all of these' : ''}
      actions={
        <IconButton label={`Remove alternative ${place + 1}`} icon="close" size="sm" onPress={() => onChange(null)} />
      }
    >
      <div className="flex flex-col gap-1.5 py-1.5">
        {conditions.map((condition, at) => (
          <ConditionRow
            // A condition keeps its place while its name is being typed.
            key={at}
            form={form}
            path={['spec', 'http', rule, 'match', place]}
            subject={subjectNames[condition.subject]}
            condition={condition}
            others={conditions.filter((one) => one !== condition)}
            onChange={(next) => onChange(withCondition(match, condition, next))}
          />
        ))}
        {others === null ? null : <p className="text-small text-ink-3">Kept as it is: {others}.</p>}
      </div>
      <AddCondition
        label="Add a condition"
        match={match}
        onAdd={(condition) => onChange(withCondition(match, null, condition))}
      />
    </FormGroup>
  )
}

function AddCondition({
  label,
  match,
  onAdd,
}: {
  label: string
  match: JsonObject
  onAdd: (condition: Condition) => void
}) {
  const actions = freeSubjects(match).map((subject) => ({
    id: subject,
    label: subjectNames[subject],
    onAction: () => onAdd(freshCondition(match, subject)),
  }))
  return (
    <Menu label={label} actions={actions}>
      <Button size="sm">
        <Icon name="plus" size={12} /> {label}
      </Button>
    </Menu>
  )
}

/** Conditions that this form does not edit, in words. */
function otherWords(match: JsonObject, object: JsonObject): string | null {
  const edited = new Set(['uri', 'method', 'headers', 'queryParams', 'name', 'statPrefix'])
  const rest = Object.fromEntries(Object.entries(match).filter(([key]) => !edited.has(key)))
  if (Object.keys(rest).length === 0) return null
  const spec = { http: [{ match: [rest] }] }
  const parsed = virtualServiceSchema.safeParse({ metadata: fieldAt(object, ['metadata']), spec })
  const [words] = httpMatchWords(parsed.data?.spec.http?.[0]?.match ?? [])
  return words === undefined || words === 'any request' ? Object.keys(rest).join(', ') : words
}

/** Whether a rule sends requests somewhere: redirects and fixed answers have no traffic to delay or to copy. */
export function isRouting(rule: unknown): boolean {
  return isObject(rule) && Array.isArray(rule['route'])
}
