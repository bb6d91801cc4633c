'use client'
import { addMirror, mirrorsOf, removeMirror } from '../../../lib/domain/routing/guided/mirror.ts'
import { fieldAt } from '../../../lib/domain/routing/guided/object-fields.ts'
import { stringAt } from '../../../lib/domain/kubernetes/json.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { DestinationSelect, destinationsOf } from './destination-select.tsx'
import { FieldRow, FormRow } from './field-row.tsx'
import { FormGroup } from './form-group.tsx'
import { FieldMessage } from './field-message.tsx'
import { liveRulePath, type GuidedForm } from './guided-form.ts'

/** A first share that does not double the load of the destination. */
const FIRST_SHARE = 5

/** Copies of requests: where to, and of which share. */
export function MirrorForm({ form, rule }: { form: GuidedForm; rule: number }) {
  const root = ['spec', 'http', rule]
  const liveRoot = liveRulePath(form, rule)
  const mirrors = mirrorsOf(fieldAt(form.object, root))
  const add = () => {
    const to = { host: stringAt(form.object, ...root, 'route', 0, 'destination', 'host'), subset: null }
    const [first] = destinationsOf(form)
    form.write(
      addMirror(form.object, root, { host: to.host ?? first?.host ?? '', subset: to.subset, share: FIRST_SHARE }),
    )
  }
  return (
    <>
      {mirrors.map((mirror, place) => (
        <FormGroup
          key={mirror.destination.join('.')}
          title={mirrors.length === 1 ? 'Mirror' : `Mirror ${place + 1}`}
          hint="its answers are thrown away"
          actions={
            <IconButton
              label={`Remove mirror ${place + 1}`}
              icon="close"
              size="sm"
              onPress={() => form.write(removeMirror(form.object, root, mirror))}
            />
          }
        >
          <FormRow label="Copies to" live={null}>
            <DestinationSelect form={form} path={[...root, ...mirror.destination]} label="Copies to" />
            <FieldMessage form={form} path={[...root, ...mirror.destination]} />
          </FormRow>
          <FieldRow
            form={form}
            root={root}
            liveRoot={liveRoot}
            field={{
              path: mirror.percentage,
              label: 'Share of requests',
              input: { type: 'decimal', unit: '%' },
              unset: '100',
              hint: `the destination has this much more to do, callers do not wait for it`,
            }}
          />
        </FormGroup>
      ))}
      {mirrors.length > 0 ? null : (
        <div className="flex items-center gap-3 px-3.5 py-3 text-dense text-ink-2">
          No copies are made.
          <Button size="sm" onPress={add}>
            <Icon name="plus" size={12} /> Add a mirror
          </Button>
        </div>
      )}
    </>
  )
}
