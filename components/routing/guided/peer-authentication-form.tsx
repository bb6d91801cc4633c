'use client'
import { stringAt } from '../../../lib/domain/kubernetes/json.ts'
import { perSecond } from '../../../lib/client/format/number.ts'
import { cutOff } from '../../../lib/domain/routing/guided/mutual-tls.ts'
import { withField } from '../../../lib/domain/routing/guided/object-fields.ts'
import { Note } from '../../ui/note.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { StatusMark, type Status } from '../../ui/status-mark.tsx'
import { FieldMessage } from './field-message.tsx'
import { FormRow } from './field-row.tsx'
import { FormGroup } from './form-group.tsx'
import type { GuidedForm } from './guided-form.ts'
import { shortHost } from './host-words.ts'

const MODE = ['spec', 'mtls', 'mode']
const modes = [
  { id: 'UNSET', label: 'As around it', does: 'what the namespace or the mesh says' },
  { id: 'PERMISSIVE', label: 'PERMISSIVE', does: 'plaintext and mutual TLS' },
  { id: 'STRICT', label: 'STRICT', does: 'mutual TLS only' },
  { id: 'DISABLE', label: 'DISABLE', does: 'plaintext only' },
] as const
type Mode = (typeof modes)[number]['id']

const arrivals: Record<GuidedForm['facts']['callers'][number]['state'], { status: Status; words: string }> = {
  mutual: { status: 'healthy', words: 'mutual TLS' },
  partial: { status: 'degraded', words: 'partly plaintext' },
  plain: { status: 'failing', words: 'plaintext' },
  unknown: { status: 'unknown', words: 'not reported' },
}

/** The mode of the pods, and in plain words who would be cut off by it. */
export function PeerAuthenticationForm({ form }: { form: GuidedForm }) {
  const now = stringAt(form.object, ...MODE)
  const mode: Mode = modes.find(({ id }) => id === now)?.id ?? 'UNSET'
  return (
    <>
      <FormGroup title="The pods take" hint={modes.find(({ id }) => id === mode)?.does ?? ''}>
        <FormRow label="Mode" live={form.live === null ? 'no policy' : (stringAt(form.live, ...MODE) ?? 'UNSET')}>
          <Segmented
            label="Mode"
            segments={modes}
            selected={mode}
            onSelect={(next) => form.write(withField(form.object, MODE, next))}
          />
          <FieldMessage form={form} path={MODE} />
        </FormRow>
      </FormGroup>
      {mode === 'UNSET' ? null : (
        <div className="border-b border-line-subtle p-3.5">
          <CutOff form={form} mode={mode} />
        </div>
      )}
      <FormGroup title="Who calls" hint="as the pods saw it in the last 5 minutes">
        {form.facts.callers.length === 0 ? (
          <p className="py-1 text-dense text-ink-3">Nobody called in the last 5 minutes.</p>
        ) : (
          <ul>
            {form.facts.callers.map(({ name, state, rps }) => (
              <li key={name} className="grid grid-cols-[minmax(0,1fr)_auto_72px] items-center gap-3 py-1 text-dense">
                <span className="truncate">{shortHost(name)}</span>
                <span className="flex items-center gap-1.5 text-ink-2">
                  <StatusMark status={arrivals[state].status} />
                  {arrivals[state].words}
                </span>
                <span className="text-right text-ink-3">{`${perSecond(rps).value} ${perSecond(rps).unit}`}</span>
              </li>
            ))}
          </ul>
        )}
      </FormGroup>
    </>
  )
}

function CutOff({ form, mode }: { form: GuidedForm; mode: Exclude<Mode, 'UNSET'> }) {
  const refused = cutOff(mode, {
    callers: form.facts.callers,
    rules: form.facts.destinationRules.map(({ object }) => object),
  })
  const unseen = form.facts.callers.filter(({ state }) => state === 'unknown').length
  if (refused.length > 0) {
    return (
      <Note tone="failing" role="alert">
        <b>{mode} would cut off callers.</b>
        <ul>
          {refused.map(({ who, why }) => (
            <li key={`${who} ${why}`}>
              {shortHost(who)} {why}.
            </li>
          ))}
        </ul>
      </Note>
    )
  }
  if (mode === 'PERMISSIVE') return <Note tone="healthy">Nobody is cut off: the pods take both.</Note>
  return (
    <Note tone={unseen > 0 || form.facts.callers.length === 0 ? 'plain' : 'healthy'}>
      <b>No caller that was seen would be cut off.</b> Who did not call in the last 5 minutes is not known
      {unseen === 0 ? '' : `, and of ${unseen} nothing was reported`}.
    </Note>
  )
}
