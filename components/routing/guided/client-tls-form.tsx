'use client'
import { stringAt } from '../../../lib/domain/kubernetes/json.ts'
import type { GuidedField } from '../../../lib/domain/routing/guided/edits.ts'
import { withTlsMode } from '../../../lib/domain/routing/guided/mutual-tls.ts'
import type { FieldPath } from '../../../lib/domain/routing/guided/object-fields.ts'
import { Note } from '../../ui/note.tsx'
import { Select } from '../../ui/select.tsx'
import { FieldMessage } from './field-message.tsx'
import { FieldRow, FormRow } from './field-row.tsx'
import { FormGroup } from './form-group.tsx'
import type { GuidedForm } from './guided-form.ts'

const modes = [
  { id: 'unset', label: 'Not set', does: 'auto mTLS: mutual TLS to pods that can, plaintext to others' },
  { id: 'ISTIO_MUTUAL', label: 'ISTIO_MUTUAL', does: 'always mutual TLS with the mesh’s certificates' },
  { id: 'DISABLE', label: 'DISABLE', does: 'plaintext' },
  { id: 'SIMPLE', label: 'SIMPLE', does: 'TLS, without a certificate of the caller' },
  { id: 'MUTUAL', label: 'MUTUAL', does: 'mutual TLS with certificates of your own' },
] as const
type Mode = (typeof modes)[number]['id']

const text = (key: string, label: string, unset: string): GuidedField => {
  return { path: ['tls', key], label, input: { type: 'text' }, unset }
}
const simple = [
  text('sni', 'Server name (SNI)', 'the host'),
  text('caCertificates', 'CA file', 'of the system'),
  text('credentialName', 'Secret', 'none'),
]
const fieldsOf: Record<Mode, readonly GuidedField[]> = {
  unset: [],
  ISTIO_MUTUAL: [],
  DISABLE: [],
  SIMPLE: simple,
  MUTUAL: [
    ...simple,
    text('clientCertificate', 'Certificate file', 'needed'),
    text('privateKey', 'Key file', 'needed'),
  ],
}

/** How callers' proxies connect, and whether the pods take that. */
export function ClientTlsForm({ form, root }: { form: GuidedForm; root: FieldPath }) {
  const mode = modeOf(form.object, root)
  const live = stringAt(form.live, ...root, 'tls', 'mode')
  const does = modes.find(({ id }) => id === mode)?.does ?? ''
  const { mtls } = form.facts
  return (
    <>
      <FormGroup title="Callers connect with" hint={does}>
        <FormRow label="Mode" live={live ?? 'not set'}>
          <Select
            label="Mode"
            options={modes.map(({ id, label }) => ({ id, label }))}
            selected={mode}
            onSelect={(next) => form.write(withTlsMode(form.object, root, next === 'unset' ? null : next))}
          />
          <FieldMessage form={form} path={[...root, 'tls', 'mode']} />
        </FormRow>
        {fieldsOf[mode].map((field) => (
          <FieldRow key={field.label} form={form} root={root} field={field} />
        ))}
      </FormGroup>
      {mtls === null ? null : (
        <div className="p-3.5">
          <Note>
            The pods of {form.facts.service?.name ?? 'the service'} take <b>{mtls.mode}</b>
            {mtls.from === 'default' ? ', Istio’s default' : `, set for the ${mtls.from}`}.
          </Note>
        </div>
      )}
    </>
  )
}

function modeOf(object: unknown, root: FieldPath): Mode {
  const mode = stringAt(object, ...root, 'tls', 'mode')
  return modes.find(({ id }) => id === mode)?.id ?? 'unset'
}
