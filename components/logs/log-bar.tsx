'use client'
import { useState } from 'react'
import { PageBar } from '../shell/page-bar.tsx'
import { ToggleChipButton } from '../ui/icon-button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Select } from '../ui/select.tsx'
import { TextField } from '../ui/text-field.tsx'
import type { LogFilter } from './log-filter.ts'

const chipNames = { workload: 'workload', pod: 'pod', container: 'container', traceId: 'trace' } as const

/** The question: namespace, chips of what is fixed, text to find; and whether long lines are broken. */
export function LogBar({
  namespace,
  namespaces,
  onNamespace,
  filter,
  onFilter,
  wrap,
  onWrap,
}: {
  namespace: string
  namespaces: readonly string[]
  onNamespace: (namespace: string) => void
  filter: LogFilter
  onFilter: (change: Partial<LogFilter>) => void
  wrap: boolean
  onWrap: (wrap: boolean) => void
}) {
  const [text, setText] = useState(filter.q)
  const keys = (['workload', 'pod', 'container', 'traceId'] as const).filter((key) => filter[key] !== '')
  return (
    <PageBar label="Log filters">
      <h1 className="sr-only">Logs</h1>
      <Select
        label="Namespace"
        caption="Namespace"
        options={namespaces.map((name) => ({ id: name, label: name }))}
        selected={namespace}
        onSelect={onNamespace}
      />
      {keys.map((key) => (
        <span
          key={key}
          className="inline-flex h-5 items-center gap-1 rounded-chip bg-accent-bg pl-[7px] text-small font-medium text-accent-text"
        >
          {chipNames[key]} = {key === 'traceId' ? filter.traceId.slice(0, 8) : filter[key]}
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
          label="Lines that contain"
          hiddenLabel
          icon="search"
          mono
          placeholder="Text that the lines contain"
          value={text}
          onChange={setText}
          trailing={<span className="text-small text-ink-3">{text.trim() === filter.q ? '' : 'Enter searches'}</span>}
        />
      </form>
      <ToggleChipButton isSelected={wrap} onChange={onWrap}>
        Wrap
      </ToggleChipButton>
    </PageBar>
  )
}
