'use client'
import { stringAt } from '../../../lib/domain/kubernetes/json.ts'
import { DEFAULT_RETRY_ON, retryConditions, timeoutFields } from '../../../lib/domain/routing/guided/edits.ts'
import { fieldAt, withField } from '../../../lib/domain/routing/guided/object-fields.ts'
import { ToggleChipButton } from '../../ui/icon-button.tsx'
import { FieldGroupRows } from './form-group.tsx'
import { FormRow } from './field-row.tsx'
import { liveRulePath, liveWords, type GuidedForm } from './guided-form.ts'

/** How long a caller waits, how often its proxy tries again, and after what. */
export function TimeoutForm({ form, rule }: { form: GuidedForm; rule: number }) {
  const root = ['spec', 'http', rule]
  const liveRoot = liveRulePath(form, rule)
  return (
    <>
      {timeoutFields.map((group) => (
        <FieldGroupRows key={group.title} form={form} root={root} liveRoot={liveRoot} group={group} />
      ))}
      <div className="px-3.5 py-2.5">
        <RetryOn form={form} rule={rule} />
      </div>
    </>
  )
}

function RetryOn({ form, rule }: { form: GuidedForm; rule: number }) {
  const path = ['spec', 'http', rule, 'retries', 'retryOn']
  const chosen = wordsOf(stringAt(form.object, ...path))
  const live = fieldAt(form.live, [...liveRulePath(form, rule), 'retries', 'retryOn'])
  const others = chosen.filter((word) => !retryConditions.includes(word))
  const toggle = (word: string) => {
    const next = chosen.includes(word) ? chosen.filter((one) => one !== word) : [...chosen, word]
    form.write(withField(form.object, path, next.length === 0 ? undefined : next.join(',')))
  }
  return (
    <FormRow label="Retry on" live={liveWords(live)}>
      <fieldset aria-label="Retry on" className="flex flex-wrap gap-1.5">
        {[...retryConditions, ...others].map((word) => (
          <ToggleChipButton key={word} isSelected={chosen.includes(word)} onChange={() => toggle(word)}>
            {word}
          </ToggleChipButton>
        ))}
      </fieldset>
      <p className="mt-1 text-small text-ink-3">
        {chosen.length === 0
          ? `None chosen: Istio's default, ${DEFAULT_RETRY_ON.replaceAll(',', ', ')}.`
          : chosen.some((word) => word === '5xx' || word === 'gateway-error' || word === 'reset')
            ? 'The request may have been done already when it is sent again: only for requests that may be repeated.'
            : 'Only what never reached the application is sent again.'}
      </p>
    </FormRow>
  )
}

function wordsOf(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
}
