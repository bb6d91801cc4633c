'use client'
import { useMemo, useRef, useState } from 'react'
import type { FindSubject } from '../../../lib/domain/graph/find-expression/evaluate.ts'
import { completedText, completeFind, withOption, type KnownValues } from '../../graph/find/complete-find.ts'
import { FindHints } from '../../graph/find/find-hints.tsx'
import { useShortcut } from '../../shell/shortcuts/shortcut-provider.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { fieldsOf, missingField, type ListFind } from './list-find.ts'

type ListSearchProps = {
  /** What the list is of, in the plural. */
  kind: string
  value: string
  onChange: (text: string) => void
  /** How the value was read. */
  find: ListFind
  /** What the find language sees of the listed things. */
  subjects: readonly FindSubject[]
}

/** One box for words and for expressions of the find language, with completion and the place of a mistake. */
export function ListSearch({ kind, value, onChange, find, subjects }: ListSearchProps) {
  const [isActive, setActive] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  useShortcut({ keys: '/', label: 'Find in the list', group: 'This page', run: () => input.current?.focus() })
  const [first] = subjects
  const known = useMemo(() => valuesOf(subjects), [subjects])
  const completion = useMemo(
    () => completeFind(value, known, first === undefined ? undefined : fieldsOf(first)),
    [value, known, first],
  )
  const missing = find.kind === 'expression' && first !== undefined ? missingField(find.expression, first) : null
  const error =
    find.kind === 'error'
      ? find.error
      : missing === null
        ? null
        : {
            message: `${kind} have no ${missing}: nothing is known of it here.`,
            at: Math.max(0, value.indexOf(missing)),
          }
  return (
    <div
      className="relative w-[420px] max-w-full"
      onFocus={() => setActive(true)}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setActive(false)
      }}
    >
      <TextField
        label={`Find ${kind}`}
        hiddenLabel
        icon="filter"
        placeholder="Words, label=value, or errors > 1% and ns = shop"
        value={value}
        onChange={onChange}
        inputRef={input}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value !== '') onChange('')
          const completed = event.key === 'Tab' && find.kind !== 'words' ? completedText(value, completion) : null
          if (completed === null) return
          event.preventDefault()
          onChange(completed)
        }}
        trailing={<Kbd>/</Kbd>}
      />
      {isActive && value !== '' ? (
        <FindHints
          text={value}
          error={error}
          options={completion.options}
          onTake={(option) => {
            onChange(withOption(value, completion.start, option))
            input.current?.focus()
          }}
        />
      ) : null}
    </div>
  )
}

/** The texts that the listed things have, by field, each once. */
function valuesOf(subjects: readonly FindSubject[]): KnownValues {
  const fields = Object.keys(subjects[0]?.texts ?? {})
  return Object.fromEntries(
    fields.map((field) => {
      const values = subjects.flatMap(({ texts }) => Object.entries(texts).find(([name]) => name === field)?.[1] ?? [])
      return [field, [...new Set(values)].toSorted()]
    }),
  )
}
