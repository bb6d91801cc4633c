'use client'
import { faultParts, hitsEverybody } from '../../../lib/domain/routing/guided/faults.ts'
import { fieldAt, withField } from '../../../lib/domain/routing/guided/object-fields.ts'
import { faultForCohort } from '../../../lib/domain/routing/guided/rule-order.ts'
import { Button } from '../../ui/button.tsx'
import { Note } from '../../ui/note.tsx'
import { Switch } from '../../ui/switch.tsx'
import { FieldRow } from './field-row.tsx'
import { FormGroup } from './form-group.tsx'
import { liveRulePath, type GuidedForm } from './guided-form.ts'

/** The header by which those are known who get a fault. */
const COHORT_HEADER = 'x-fault'

/** Delay and abort, each on or off. */
export function FaultForm({ form, rule }: { form: GuidedForm; rule: number }) {
  const root = ['spec', 'http', rule]
  const liveRoot = liveRulePath(form, rule)
  return (
    <>
      {faultParts.map(({ id, title, hint, fresh, fields }) => {
        const path = [...root, 'fault', id]
        const isOn = fieldAt(form.object, path) !== undefined
        return (
          <FormGroup
            key={id}
            title={title}
            hint={hint}
            actions={
              <Switch
                isSelected={isOn}
                onChange={(on) => form.write(withField(form.object, path, on ? fresh : undefined))}
              >
                {`Inject ${title.toLowerCase()}`}
              </Switch>
            }
          >
            {isOn
              ? fields.map((field) => (
                  <FieldRow key={field.label} form={form} root={root} liveRoot={liveRoot} field={field} />
                ))
              : null}
          </FormGroup>
        )
      })}
      {hitsEverybody(fieldAt(form.object, root)) ? (
        <div className="p-3.5">
          <Note
            tone="degraded"
            actions={
              <Button
                size="sm"
                onPress={() => form.write(faultForCohort(form.object, rule, COHORT_HEADER))}
              >{`Only with ${COHORT_HEADER}: on`}</Button>
            }
          >
            <b>It hits callers by chance, everybody&apos;s requests.</b> A rule of its own in front, for a header, keeps
            it to those who ask for it.
          </Note>
        </div>
      ) : null}
    </>
  )
}
