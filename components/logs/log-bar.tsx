'use client'
import { useState } from 'react'
import { PageBar } from '../shell/page-bar.tsx'
import { useIsCapsule } from '../shell/use-capsule.ts'
import { ToggleChipButton } from '../ui/icon-button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Select, type Option } from '../ui/select.tsx'
import { TextField } from '../ui/text-field.tsx'
import { preciseTime } from '../../lib/client/format/time.ts'
import type { LogFilter } from './log-filter.ts'

const chipNames = {
  workload: 'workload',
  pod: 'pod',
  container: 'container',
  traceId: 'trace',
  mark: 'around',
} as const
const chipKeys = ['workload', 'pod', 'container', 'traceId', 'mark'] as const
/** The choice that stands for every namespace of the scope. */
export const allOfScope = '*'

/** The question: namespace, chips of what is fixed, text to find; and whether long lines are broken. */
export function LogBar({
  namespace,
  namespaces,
  onNamespace,
  filter,
  onFilter,
  wrap,
  onWrap,
  tail,
  onTail,
}: {
  namespace: string
  namespaces: readonly Option<string>[]
  onNamespace: (namespace: string) => void
  filter: LogFilter
  onFilter: (change: Partial<LogFilter>) => void
  wrap: boolean
  onWrap: (wrap: boolean) => void
  /** Whether new lines are shown as they are written. */
  tail: boolean
  onTail: (tail: boolean) => void
}) {
  const isCapsule = useIsCapsule()
  const [text, setText] = useState(filter.q)
  const [asked, setAsked] = useState(filter.q)
  // The address changed, by Enter or by Back: the text follows, and the focus stays where it is.
  if (asked !== filter.q) {
    setAsked(filter.q)
    setText(filter.q)
  }
  const keys = chipKeys.filter((key) => filter[key] !== '')
  return (
    <PageBar label="Log filters">
      <h1 className="sr-only">Logs</h1>
      <Select label="Namespace" caption="Namespace" options={namespaces} selected={namespace} onSelect={onNamespace} />
      {keys.map((key) => (
        <span
          key={key}
          className="inline-flex h-5 items-center gap-1 rounded-chip bg-accent-bg pl-[7px] text-small font-medium text-accent-text"
        >
          {chipNames[key]} = {chipText(key, filter)}
          <button
            type="button"
            aria-label={`Remove ${chipNames[key]} ${filter[key]}`}
            className="hit-24 flex size-5 items-center justify-center"
            onClick={() => onFilter({ [key]: '' })}
          >
            <Icon name="close" size={10} />
          </button>
        </span>
      ))}
      <form
        className="min-w-48 flex-1"
        onSubmit={(event) => {
          event.preventDefault()
          onFilter({ q: text.trim() })
        }}
      >
        <TextField
          label="Lines that match all of"
          hiddenLabel
          icon="search"
          mono
          placeholder="words, /regular expression/, level=error, code>=500, flag=UF, -healthz"
          value={text}
          onChange={setText}
          trailing={<span className="text-small text-ink-3">{text.trim() === filter.q ? '' : 'Enter searches'}</span>}
        />
      </form>
      <ToggleChipButton isSelected={wrap} onChange={onWrap}>
        Wrap
      </ToggleChipButton>
      {isCapsule ? null : (
        <ToggleChipButton icon={tail ? 'pause' : 'play'} isSelected={tail} onChange={onTail}>
          Tail
        </ToggleChipButton>
      )}
    </PageBar>
  )
}

function chipText(key: (typeof chipKeys)[number], filter: LogFilter): string {
  if (key === 'traceId') return filter.traceId.slice(0, 8)
  const ms = key === 'mark' ? Date.parse(filter.mark) : Number.NaN
  return Number.isNaN(ms) ? filter[key] : preciseTime(ms)
}
