'use client'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { parseFind } from '../../../lib/domain/graph/find-expression/parser.ts'
import { useShortcut } from '../../shell/shortcuts/shortcut-provider.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { completedText, completeFind, withOption, type KnownValues } from './complete-find.ts'
import { FindHints } from './find-hints.tsx'
import { arrived, type OnTheWay } from './own-changes.ts'
import { usePatternCompiler } from './use-pattern-compiler.ts'

export type FindMode = 'find' | 'hide'
export type Expressions = Record<FindMode, string>

export type FindBarProps = {
  expressions: Expressions
  onChange: (change: Partial<Expressions>) => void
  /** How many nodes and edges are found; null while nothing is looked for. */
  found: number | null
  hidden: number
  known: KnownValues
}

/** One box for two expressions: finding dims the rest, hiding takes away. Both are in the URL once they are understood. */
export function FindBar({ expressions, onChange, found, hidden, known }: FindBarProps) {
  const [mode, setMode] = useState<FindMode>('find')
  const other = mode === 'find' ? 'hide' : 'find'
  return (
    <div className="flex min-w-0 items-center gap-1.5">
      <Segmented
        label="Find or hide"
        size="sm"
        segments={[
          { id: 'find', label: 'Find' },
          { id: 'hide', label: 'Hide' },
        ]}
        selected={mode}
        onSelect={setMode}
      />
      <ExpressionBox
        key={mode}
        mode={mode}
        value={expressions[mode]}
        onChange={(text) => onChange({ [mode]: text })}
        count={mode === 'find' ? found : expressions.hide === '' ? null : hidden}
        known={known}
      />
      {expressions[other] === '' ? null : (
        <OtherChip
          mode={other}
          expression={expressions[other]}
          count={other === 'find' ? (found ?? 0) : hidden}
          onShow={() => setMode(other)}
          onClear={() => onChange({ [other]: '' })}
        />
      )}
    </div>
  )
}

type ExpressionBoxProps = {
  mode: FindMode
  value: string
  onChange: (text: string) => void
  count: number | null
  known: KnownValues
}

const labels: Record<FindMode, string> = { find: 'Find in the graph', hide: 'Hide from the graph' }
const examples: Record<FindMode, string> = { find: 'errors > 1% and ns = boutique', hide: 'status = idle' }

function ExpressionBox({ mode, value, onChange, count, known }: ExpressionBoxProps) {
  const { text, setText, hand, compile } = useExpression(value, onChange)
  const [active, setActive] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  useShortcut({ keys: '/', label: 'Find', group: 'Graph', run: () => input.current?.focus() })
  const parsed = useMemo(() => parseFind(text, compile), [text, compile])
  const completion = useMemo(() => completeFind(text, known), [text, known])
  return (
    <div
      className="relative w-56 max-w-full"
      onFocus={() => setActive(true)}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setActive(false)
      }}
    >
      <TextField
        label={labels[mode]}
        hiddenLabel
        icon={mode === 'find' ? 'filter' : 'eye'}
        mono
        placeholder={examples[mode]}
        value={text}
        onChange={setText}
        inputRef={input}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            setText('')
            if (value !== '') hand('')
          }
          const completed = event.key === 'Tab' && text !== '' ? completedText(text, completion) : null
          if (completed === null) return
          event.preventDefault()
          setText(completed)
        }}
        trailing={
          count === null || text === '' ? (
            <Kbd>/</Kbd>
          ) : (
            <output className="text-small whitespace-nowrap text-ink-3">
              {`${count} ${mode === 'find' ? 'found' : 'hidden'}`}
            </output>
          )
        }
      />
      {active && text !== '' ? (
        <FindHints
          text={text}
          error={parsed.ok ? null : parsed.error}
          options={completion.options}
          onTake={(option) => {
            setText(withOption(text, completion.start, option))
            input.current?.focus()
          }}
        />
      ) : null}
    </div>
  )
}

/** What is typed; handed on when it is understood and the typing rests. A change of the URL by other means wins. */
function useExpression(value: string, onChange: (text: string) => void) {
  const [text, setText] = useState(value)
  const [seen, setSeen] = useState(value)
  const [onTheWay, setOnTheWay] = useState<OnTheWay>([])
  if (seen !== value) {
    const news = arrived(onTheWay, value)
    setSeen(value)
    setOnTheWay(news.onTheWay)
    if (!news.isOwn) setText(value)
  }
  const compile = usePatternCompiler(text)
  const hand = useCallback(
    (next: string) => {
      setOnTheWay((before) => [...before, next])
      onChange(next)
    },
    [onChange],
  )
  const latest = onTheWay.at(-1) ?? value
  useEffect(() => {
    if (text === latest || !parseFind(text, compile).ok) return undefined
    const timer = setTimeout(() => hand(text), 250)
    return () => clearTimeout(timer)
  }, [text, latest, hand, compile])
  return { text, setText, hand, compile }
}

type OtherChipProps = { mode: FindMode; expression: string; count: number; onShow: () => void; onClear: () => void }

/** The expression that is not in the box still works, so it is still seen. */
function OtherChip({ mode, expression, count, onShow, onClear }: OtherChipProps) {
  const words = `${count} ${mode === 'find' ? 'found' : 'hidden'}`
  return (
    <span className="inline-flex h-6 flex-none items-center gap-1 rounded-chip bg-accent-bg pl-2 text-small text-accent-text">
      <button type="button" className="hit-24 max-w-40 truncate" title={expression} onClick={onShow}>
        {words}
      </button>
      <button type="button" aria-label={`Clear ${mode}`} className="hit-24 px-1.5" onClick={onClear}>
        <Icon name="close" size={12} />
      </button>
    </span>
  )
}
