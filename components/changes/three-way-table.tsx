'use client'
import { useState } from 'react'
import { Radio, RadioGroup } from 'react-aria-components'
import { counted } from '../../lib/client/format/number.ts'
import {
  chosenSide,
  type Choices,
  type FieldGroup,
  type Side,
  type ThreeWayField,
} from '../../lib/domain/changes/three-way.ts'
import { StackedBar } from '../routing/stacked-bar.tsx'
import { useShortcut } from '../shell/shortcuts/shortcut-provider.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { StatusMark, type Status } from '../ui/status-mark.tsx'
import { fieldName, fieldPlace, valueText } from './field-words.ts'

export type SideTitles = Readonly<Record<Side, { title: string; hint: string }>>

const groups: readonly { id: FieldGroup; status: Status; title: string; hint: string }[] = [
  { id: 'both', status: 'degraded', title: 'You both changed this', hint: 'your choice' },
  { id: 'only-theirs', status: 'healthy', title: 'Only they changed this', hint: 'taken' },
  { id: 'only-mine', status: 'healthy', title: 'Only you changed this', hint: 'kept' },
  { id: 'same', status: 'idle', title: 'Both made the same change', hint: 'nothing to do' },
]
const sides: readonly Side[] = ['base', 'theirs', 'mine']
const letters: Record<Side, string> = { base: 'B', theirs: 'T', mine: 'M' }
const columns =
  'grid grid-cols-[minmax(120px,1fr)_repeat(3,minmax(110px,1fr))_minmax(100px,0.8fr)] max-md:grid-cols-[repeat(3,minmax(0,1fr))]'

/** One radio row per field that differs; B, T and M choose for the row that is marked, arrows move the mark. */
export function ThreeWayTable({
  fields,
  choices,
  titles,
  sliceNames,
  onChoose,
}: {
  fields: readonly ThreeWayField[]
  choices: Choices
  titles: SideTitles
  /** Names of the destinations of a rule, for its weights. */
  sliceNames: (field: ThreeWayField) => readonly string[]
  onChoose: (id: string, side: Side) => void
}) {
  const shown = groups.flatMap(({ id }) => fields.filter(({ group }) => group === id))
  const equal = fields.filter(({ group }) => group === 'equal')
  const [marked, setMarked] = useState(0)
  const [isOpen, setOpen] = useState(false)
  const current = shown[Math.min(marked, shown.length - 1)]
  useKeys({ current, last: shown.length - 1, setMarked, onChoose })
  return (
    <section aria-label="Fields" className="rounded-card border border-line-subtle bg-surface-1 text-dense">
      <div className={`${columns} border-b border-line-subtle`}>
        <div className="px-3.5 py-2 max-md:col-span-3">
          <b className="font-semibold">Field</b>
          <span className="block text-small text-ink-3">
            {shown.length} of {fields.length} differ, {equal.length} equal,{' '}
            <button type="button" aria-expanded={isOpen} className="text-accent-text" onClick={() => setOpen(!isOpen)}>
              {isOpen ? 'hide' : 'show'}
            </button>
          </span>
        </div>
        {sides.map((side) => (
          <div key={side} className="border-l border-line-subtle px-3 py-2">
            <span className="flex items-center gap-2 font-semibold">
              <Letter side={side} /> {titles[side].title}
            </span>
            <span className="block text-small text-ink-3">{titles[side].hint}</span>
          </div>
        ))}
        <div className="border-l border-line-subtle px-3 py-2 max-md:hidden">
          <b className="font-semibold">Result</b>
          <span className="block text-small text-ink-3">becomes the new draft</span>
        </div>
      </div>
      {groups.map(({ id, status, title, hint }) => {
        const rows = shown.filter(({ group }) => group === id)
        if (rows.length === 0) return null
        return (
          <div key={id}>
            <h3 className="flex items-center gap-2 border-b border-line-subtle bg-surface-2 px-3.5 py-1.5 font-semibold">
              <StatusMark status={status} /> {title}
              <span className="font-normal text-ink-3">{`${rows.length}, ${hint}`}</span>
            </h3>
            {rows.map((field) => (
              <FieldRow
                key={field.id}
                field={field}
                side={chosenSide(field, choices)}
                names={sliceNames(field)}
                isMarked={field.id === current?.id}
                onChoose={(side) => {
                  setMarked(shown.indexOf(field))
                  onChoose(field.id, side)
                }}
              />
            ))}
          </div>
        )
      })}
      {isOpen ? <EqualFields fields={equal} /> : null}
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3.5 py-2 text-small text-ink-3">
        <span>
          <Kbd>J</Kbd> <Kbd>K</Kbd> field
        </span>
        <span>
          <Kbd>B</Kbd> <Kbd>T</Kbd> <Kbd>M</Kbd> choose
        </span>
        <span className="ml-auto">Weights of one rule are one choice, so their sum holds.</span>
      </p>
    </section>
  )
}

function FieldRow({
  field,
  side,
  names,
  isMarked,
  onChoose,
}: {
  field: ThreeWayField
  side: Side | null
  names: readonly string[]
  isMarked: boolean
  onChoose: (side: Side) => void
}) {
  return (
    <RadioGroup
      aria-label={`${fieldName(field.id)}, ${fieldPlace(field.id)}`}
      value={side}
      onChange={(value) => onChoose(sides.find((one) => one === value) ?? 'theirs')}
      className={`${columns} border-b border-line-subtle ${isMarked ? 'shadow-[inset_3px_0_0_var(--accent-line)]' : ''}`}
    >
      <div className="min-w-0 px-3.5 py-2 max-md:col-span-3">
        <span className="block truncate">{fieldName(field.id)}</span>
        <code className="mono block truncate text-small text-ink-3" title={field.id}>
          {fieldPlace(field.id)}
        </code>
      </div>
      {sides.map((one) => (
        <Radio
          key={one}
          value={one}
          className="group flex min-w-0 cursor-pointer items-start gap-2 border-l border-line-subtle px-3 py-2 data-[focus-visible]:outline-2 data-[focus-visible]:-outline-offset-2 data-[focus-visible]:outline-focus data-[selected]:bg-accent-bg"
        >
          <span
            aria-hidden="true"
            className="mt-0.5 size-3.5 flex-none rounded-full border border-line-strong group-data-[selected]:border-[4px] group-data-[selected]:border-accent"
          />
          <Value field={field} side={one} names={names} />
        </Radio>
      ))}
      <div className="min-w-0 border-l border-line-subtle px-3 py-2 max-md:hidden">
        {side === null ? (
          <span className="text-degraded-text">needs your choice</span>
        ) : (
          <span className="flex min-w-0 items-start gap-1.5">
            <Value field={field} side={side} names={names} />
            <Letter side={side} />
          </span>
        )}
      </div>
    </RadioGroup>
  )
}

function Value({ field, side, names }: { field: ThreeWayField; side: Side; names: readonly string[] }) {
  const value = field[side]
  if (field.kind === 'weights' && Array.isArray(value)) {
    const weights = value.map((weight) => (typeof weight === 'number' ? weight : 0))
    const words = weights.map((weight, place) => `${names[place] ?? place + 1} ${weight}`).join(', ')
    return (
      <span className="min-w-0 flex-1">
        <StackedBar label="" names={weights.map((_, place) => names[place] ?? String(place + 1))} weights={weights} />
        <span className="block truncate text-small text-ink-3">{words}</span>
      </span>
    )
  }
  const text = valueText(value)
  return (
    <span className={`min-w-0 flex-1 truncate ${value === undefined ? 'text-ink-3' : ''}`} title={text}>
      {text}
    </span>
  )
}

function Letter({ side }: { side: Side }) {
  return (
    <abbr
      title={side}
      className={`grid size-[18px] flex-none place-items-center rounded-chip text-label font-semibold no-underline ${side === 'theirs' ? 'bg-degraded-bg text-degraded-text' : side === 'mine' ? 'bg-accent-bg text-accent-text' : 'bg-surface-2 text-ink-2'}`}
    >
      {letters[side]}
    </abbr>
  )
}

function EqualFields({ fields }: { fields: readonly ThreeWayField[] }) {
  return (
    <div className="border-b border-line-subtle px-3.5 py-2">
      <h3 className="font-semibold">{counted(fields.length, 'equal field')}</h3>
      <ul className="mono columns-2 text-small text-ink-3 max-md:columns-1">
        {fields.map(({ id }) => (
          <li key={id} className="truncate">
            {fieldPlace(id)}
          </li>
        ))}
      </ul>
    </div>
  )
}

function useKeys(of: {
  current: ThreeWayField | undefined
  last: number
  setMarked: (next: (place: number) => number) => void
  onChoose: (id: string, side: Side) => void
}): void {
  const { current, last, setMarked, onChoose } = of
  const choose = (side: Side) => () => {
    if (current !== undefined) onChoose(current.id, side)
  }
  useShortcut({ keys: 'b', label: 'Choose base', group: 'This page', run: choose('base') })
  useShortcut({ keys: 't', label: 'Choose theirs', group: 'This page', run: choose('theirs') })
  useShortcut({ keys: 'm', label: 'Choose mine', group: 'This page', run: choose('mine') })
  useShortcut({
    keys: 'j',
    label: 'Next field',
    group: 'This page',
    run: () => setMarked((place) => Math.min(last, place + 1)),
  })
  useShortcut({
    keys: 'k',
    label: 'Previous field',
    group: 'This page',
    run: () => setMarked((place) => Math.max(0, place - 1)),
  })
}
