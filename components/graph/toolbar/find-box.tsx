'use client'
import { useEffect, useRef, useState } from 'react'
import { parseFind } from '../../../lib/domain/graph/find-expression/parser.ts'
import { Kbd } from '../../ui/kbd.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useShortcut } from '../../shell/shortcuts/shortcut-provider.tsx'

type FindBoxProps = { value: string; onChange: (find: string) => void; matches: number | null }

/** `errors > 1% and ns = boutique`: finding dims the rest. Written to the URL when it is understood. */
export function FindBox({ value, onChange, matches }: FindBoxProps) {
  const [text, setText] = useState(value)
  const [given, setGiven] = useState(value)
  const input = useRef<HTMLInputElement>(null)
  // The URL changed by other means (a link, Back): what was typed gives way.
  if (given !== value) {
    setGiven(value)
    setText(value)
  }
  useShortcut({ keys: '/', label: 'Find', group: 'Graph', run: () => input.current?.focus() })
  const parsed = parseFind(text)
  useEffect(() => {
    if (!parseFind(text).ok || text === value) return undefined
    const timer = setTimeout(() => {
      setGiven(text)
      onChange(text)
    }, 250)
    return () => clearTimeout(timer)
  }, [text, value, onChange])
  return (
    <div className="relative w-72 max-w-full">
      <TextField
        label="Find in the graph"
        hiddenLabel
        icon="filter"
        mono
        placeholder="errors > 1% and ns = boutique"
        value={text}
        onChange={setText}
        inputRef={input}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          setText('')
          onChange('')
        }}
        trailing={
          matches === null || text === '' ? (
            <Kbd>/</Kbd>
          ) : (
            <span className="text-small text-ink-3">{matches} found</span>
          )
        }
      />
      {parsed.ok ? null : (
        <output className="absolute top-full left-0 z-30 mt-1 w-full rounded-ctl border border-line bg-overlay px-2 py-1 text-small text-failing-text shadow-2">
          {parsed.error.message}
        </output>
      )}
    </div>
  )
}
