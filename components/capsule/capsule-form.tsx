'use client'
import { useQuery } from '@tanstack/react-query'
import { Label, TextArea, TextField as AriaTextField } from 'react-aria-components'
import { capsuleEstimateQuery } from '../../lib/client/queries/capsule.ts'
import { namespacesQuery } from '../../lib/client/queries/objects.ts'
import { everything } from '../../lib/client/scope.ts'
import type { CapsuleEstimate } from '../../lib/contract/capsule.ts'
import { MAX_NOTES } from '../../lib/domain/capsule/manifest.ts'
import { Checkbox } from '../ui/checkbox.tsx'
import { TextField } from '../ui/text-field.tsx'
import { estimatedBytes, partWords, sizeText } from './capsule-words.ts'
import type { CapsuleWishControl } from './use-capsule-wish.ts'

/** Which time, which namespaces, which parts, what to say, and about how large it becomes. */
export function CapsuleForm({ wish }: { wish: CapsuleWishControl }) {
  const { range, fault } = wish
  const estimate = useQuery({
    ...capsuleEstimateQuery(range ?? { from: 0, to: 1, namespaces: [] }),
    enabled: range !== null,
  })
  return (
    <div className="flex flex-col gap-3">
      <p className="text-dense text-ink-2">
        One file that opens offline in this same interface with{' '}
        <span className="mono">npm start -- --capsule FILE</span>. Secrets are masked before anything is written.
      </p>
      <div className="grid grid-cols-2 gap-2 max-sm:grid-cols-1">
        <TextField label="From" value={wish.from} onChange={wish.setFrom} mono />
        <TextField label="To" value={wish.to} onChange={wish.setTo} mono error={fault ?? undefined} />
      </div>
      <Namespaces wish={wish} />
      <fieldset>
        <legend className="text-dense font-medium">Parts</legend>
        <ul>
          {partWords.map(({ id, label }) => (
            <li key={id} className="flex min-h-7 items-center">
              <Checkbox isSelected={wish.parts.has(id)} onChange={(on) => wish.toggle(id, on)} label={label}>
                <span className="w-28">{label}</span>
                <span className="truncate text-ink-3">{partText(estimate.data, id)}</span>
              </Checkbox>
            </li>
          ))}
        </ul>
      </fieldset>
      <AriaTextField value={wish.notes} onChange={wish.setNotes} maxLength={MAX_NOTES} className="flex flex-col gap-1">
        <Label className="text-dense font-medium">
          Notes <span className="font-normal text-ink-3">plain text, kept in the capsule</span>
        </Label>
        <TextArea
          rows={3}
          placeholder="What was seen, what was tried"
          className="min-h-14 resize-y rounded-ctl border border-line-strong bg-canvas px-2 py-1.5 text-dense text-ink-1 placeholder:text-ink-3"
        />
      </AriaTextField>
      <p className="text-dense text-ink-2" aria-live="polite">
        {sizeSentence(estimate.data, wish, estimate.error)}
      </p>
    </div>
  )
}

function Namespaces({ wish: { chosen, setChosen } }: { wish: CapsuleWishControl }) {
  const { data } = useQuery(namespacesQuery(everything))
  const toggle = (name: string, on: boolean) =>
    setChosen(on ? [...chosen, name].toSorted() : chosen.filter((other) => other !== name))
  return (
    <fieldset>
      <legend className="text-dense font-medium">
        Namespaces <span className="font-normal text-ink-3">{chosen.length === 0 ? 'all that you may see' : ''}</span>
      </legend>
      <ul className="grid max-h-28 grid-cols-2 overflow-auto max-sm:grid-cols-1">
        {(data?.items ?? []).map(({ name }) => (
          <li key={name} className="flex min-h-7 min-w-0 items-center">
            <Checkbox isSelected={chosen.includes(name)} onChange={(on) => toggle(name, on)}>
              <span className="truncate">{name}</span>
            </Checkbox>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}

function partText(estimate: CapsuleEstimate | undefined, id: string): string {
  const part = estimate?.parts.find(({ name }) => name === id)
  if (part === undefined) return ''
  return part.bytes === null ? part.detail : `${part.detail}, about ${sizeText(part.bytes)}`
}

function sizeSentence(
  estimate: CapsuleEstimate | undefined,
  { parts }: CapsuleWishControl,
  error: Error | null,
): string {
  if (error !== null) return `The size is not known: ${error.message}`
  if (estimate === undefined) return 'Estimating the size'
  const bytes = estimatedBytes(estimate, parts)
  if (bytes === null) return 'Nothing is chosen that could be estimated.'
  const full = bytes > estimate.limitBytes ? ' What is over the limit will be left out and named.' : ''
  return `About ${sizeText(bytes)}, of at most ${sizeText(estimate.limitBytes)}.${full}`
}
