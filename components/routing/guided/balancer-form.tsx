'use client'
import {
  balancerChoices,
  balancerFields,
  balancerOf,
  balancerWords,
  withBalancer,
} from '../../../lib/domain/routing/guided/load-balancing.ts'
import { fieldAt, type FieldPath } from '../../../lib/domain/routing/guided/object-fields.ts'
import { Select } from '../../ui/select.tsx'
import { FormRow } from './field-row.tsx'
import { FieldGroupRows, FormGroup } from './form-group.tsx'
import type { GuidedForm } from './guided-form.ts'

/** Which pod is next; for a hash also what is hashed. */
export function BalancerForm({ form, root }: { form: GuidedForm; root: FieldPath }) {
  const choice = balancerOf(fieldAt(form.object, root))
  const live = balancerOf(fieldAt(form.live, root))
  const group = balancerFields(choice)
  return (
    <>
      <FormGroup title="Next pod" hint={balancerWords[choice].does}>
        <FormRow label="Chosen by" live={live === 'unset' ? 'not set' : balancerWords[live].title.toLowerCase()}>
          <Select
            label="Chosen by"
            options={balancerChoices.map((id) => ({ id, label: balancerWords[id].title }))}
            selected={choice}
            onSelect={(next) => form.write(withBalancer(form.object, root, next))}
          />
        </FormRow>
      </FormGroup>
      {group === null ? null : <FieldGroupRows {...{ form, root, group }} />}
    </>
  )
}
