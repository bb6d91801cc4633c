'use client'
import { stringsAt } from '../../../lib/domain/kubernetes/json.ts'
import { selects } from '../../../lib/domain/routing/targets.ts'
import { fieldAt, withField } from '../../../lib/domain/routing/guided/object-fields.ts'
import { addSubset, removeSubset, subsetsOf, withLabel } from '../../../lib/domain/routing/guided/subsets.ts'
import { counted } from '../../../lib/client/format/number.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { FieldMessage } from './field-message.tsx'
import { FieldBox, FormRow } from './field-row.tsx'
import { FormGroup } from './form-group.tsx'
import { faultAt, isDrafted, type GuidedForm } from './guided-form.ts'

const SUBSETS = ['spec', 'subsets'] as const

/** Names for versions: the labels of each, how many pods have them, and which rules use it. */
export function SubsetsForm({ form }: { form: GuidedForm }) {
  const subsets = subsetsOf(form.object)
  const versions = [...new Set(form.facts.pods.flatMap(({ labels }) => labels['version'] ?? []))].toSorted()
  const missing = versions.filter((version) => subsets.every(({ labels }) => labels['version'] !== version))
  const add = (name: string, version: string) => form.write(addSubset(form.object, { name, labels: { version } }))
  return (
    <>
      {subsets.map((_, place) => (
        // Subsets have no identity but their place while their names are being typed.
        <SubsetGroup key={place} form={form} place={place} />
      ))}
      <div className="flex flex-wrap items-center gap-2 px-3.5 py-3 text-dense">
        {missing.map((version) => (
          <Button key={version} size="sm" onPress={() => add(version, version)}>
            <Icon name="plus" size={12} /> Subset for version {version}
          </Button>
        ))}
        <Button size="sm" variant="ghost" onPress={() => add(freeName(subsets.map(({ name }) => name)), 'v1')}>
          <Icon name="plus" size={12} /> Another subset
        </Button>
      </div>
      <div className="px-3.5 pb-2">
        <FieldMessage form={form} path={SUBSETS} />
      </div>
    </>
  )
}

function SubsetGroup({ form, place }: { form: GuidedForm; place: number }) {
  const path = [...SUBSETS, place]
  const subset = subsetsOf(form.object)[place] ?? { name: '', labels: {} }
  const live = subsetsOf(form.live)[place]
  const used = form.facts.uses.filter((use) => use.subset === subset.name)
  const pods = form.facts.pods.filter(({ labels, ready }) => ready && selects(subset.labels, labels)).length
  return (
    <FormGroup
      title={`Subset ${subset.name}`}
      hint={`${counted(pods, 'ready pod')}${used.length === 0 ? ', used by no rule' : `, used by ${used.map(({ rule }) => `rule ${rule}`).join(', ')}`}`}
      actions={
        <IconButton
          label={`Remove subset ${subset.name}`}
          icon="close"
          size="sm"
          onPress={() => form.write(removeSubset(form.object, place))}
        />
      }
    >
      <FormRow label="Name" live={live?.name ?? 'not set'}>
        <FieldBox
          label={`Name of subset ${place + 1}`}
          text={subset.name}
          placeholder="needed"
          isDraft={subset.name !== live?.name}
          error={faultAt({ ...form, notes: [] }, [...path, 'name'])}
          onChange={(name) => form.write(withField(form.object, [...path, 'name'], name))}
        />
      </FormRow>
      {Object.entries(stringsAt(form.object, ...path, 'labels')).map(([key, value], at) => (
        <FormRow key={at} label={at === 0 ? 'Labels of its pods' : ''} live={null}>
          <LabelBoxes form={form} place={place} entry={[key, value]} />
        </FormRow>
      ))}
      <Button
        size="sm"
        variant="ghost"
        onPress={() => form.write(withLabel(form.object, { subset: place, key: 'label' }, ['label', 'value']))}
      >
        <Icon name="plus" size={12} /> Label
      </Button>
    </FormGroup>
  )
}

function LabelBoxes({
  form,
  place,
  entry: [key, value],
}: {
  form: GuidedForm
  place: number
  entry: readonly [string, string]
}) {
  const path = [...SUBSETS, place, 'labels', key]
  const isNew = isDrafted(value, fieldAt(form.live, path))
  const change = (to: readonly [string, string] | null) =>
    form.write(withLabel(form.object, { subset: place, key }, to))
  return (
    <div className="flex flex-wrap items-start gap-1.5">
      <FieldBox
        label={`Label ${key} of subset ${place + 1}`}
        text={key}
        placeholder="label"
        isDraft={isNew}
        error={null}
        onChange={(next) => change([next, value])}
      />
      <FieldBox
        label={`Value of label ${key} of subset ${place + 1}`}
        text={value}
        placeholder="value"
        isDraft={isNew}
        error={faultAt({ ...form, notes: [] }, path)}
        onChange={(next) => change([key, next])}
      />
      <IconButton label={`Remove label ${key}`} icon="close" size="sm" onPress={() => change(null)} />
    </div>
  )
}

function freeName(taken: readonly string[]): string {
  for (let number = 1; ; number += 1) if (!taken.includes(`subset-${number}`)) return `subset-${number}`
}
