'use client'
import { useState } from 'react'
import type { GuidedEditId } from '../../../lib/domain/routing/guided/edits.ts'
import { policyFields } from '../../../lib/domain/routing/guided/edits.ts'
import { fieldAt, withField, type FieldPath } from '../../../lib/domain/routing/guided/object-fields.ts'
import { subsetsOf } from '../../../lib/domain/routing/guided/subsets.ts'
import { Select } from '../../ui/select.tsx'
import { Switch } from '../../ui/switch.tsx'
import { BalancerForm } from './balancer-form.tsx'
import { ClientTlsForm } from './client-tls-form.tsx'
import { FieldGroupRows, FormGroup } from './form-group.tsx'
import type { GuidedForm } from './guided-form.ts'

type PolicyEdit = Extract<GuidedEditId, 'connection-pool' | 'outlier-detection' | 'load-balancing' | 'client-tls'>

/** A traffic policy: of the whole service, or of one subset, which then counts in its place. */
export function PolicyForm({ form, edit }: { form: GuidedForm; edit: PolicyEdit }) {
  const subsets = subsetsOf(form.object)
  const [chosen, setChosen] = useState<string>('')
  const place = subsets.findIndex(({ name }) => name === chosen)
  const root: FieldPath = place < 0 ? ['spec', 'trafficPolicy'] : ['spec', 'subsets', place, 'trafficPolicy']
  const options = [
    { id: '', label: 'the whole service' },
    ...subsets.map(({ name }) => ({ id: name, label: `subset ${name}` })),
  ]
  return (
    <>
      <FormGroup
        title="For"
        hint="a subset's own policy counts before that of the service"
        actions={
          <Select
            label="For"
            options={options}
            selected={place < 0 ? '' : chosen}
            onSelect={(name) => setChosen(name)}
          />
        }
      />
      <PolicyFields form={form} edit={edit} root={root} />
    </>
  )
}

function PolicyFields({ form, edit, root }: { form: GuidedForm; edit: PolicyEdit; root: FieldPath }) {
  switch (edit) {
    case 'connection-pool':
      return policyFields[edit].map((group) => <FieldGroupRows key={group.title} {...{ form, root, group }} />)
    case 'outlier-detection':
      return <OutlierFields form={form} root={root} />
    case 'load-balancing':
      return <BalancerForm form={form} root={root} />
    case 'client-tls':
      return <ClientTlsForm form={form} root={root} />
  }
}

/** Off until it is set; then every field has a default. */
function OutlierFields({ form, root }: { form: GuidedForm; root: FieldPath }) {
  const path = [...root, 'outlierDetection']
  const isOn = fieldAt(form.object, path) !== undefined
  return (
    <>
      <FormGroup
        title="Outlier detection"
        hint={isOn ? 'on' : 'off: every ready pod gets requests'}
        actions={
          <Switch
            isSelected={isOn}
            onChange={(on) => form.write(withField(form.object, path, on ? { consecutive5xxErrors: 5 } : undefined))}
          >
            Leave out failing pods
          </Switch>
        }
      />
      {isOn
        ? policyFields['outlier-detection'].map((group) => (
            <FieldGroupRows key={group.title} {...{ form, root, group }} />
          ))
        : null}
    </>
  )
}
