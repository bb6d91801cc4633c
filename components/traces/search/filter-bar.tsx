'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { routes } from '../../../lib/client/routes.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Select, type Option } from '../../ui/select.tsx'
import { PageBar } from '../../shell/page-bar.tsx'
import { addTyped, filterChips, limits, type TraceFilter } from './trace-filter.ts'

const statuses: readonly Option<'any' | 'failed'>[] = [
  { id: 'any', label: 'any' },
  { id: 'failed', label: 'failed' },
]
const limitOptions = limits.map((limit) => ({ id: String(limit), label: String(limit) }))

/** Service, status and typed filters as chips, the number of traces. */
export function FilterBar({
  filter,
  services,
  operations,
  onChange,
}: {
  filter: TraceFilter
  /** Services and operations of the found traces, to choose from. */
  services: readonly string[]
  operations: readonly string[]
  onChange: (filter: TraceFilter) => void
}) {
  return (
    <PageBar label="Trace filters">
      <h1 className="sr-only">Traces</h1>
      <Select
        label="Service"
        caption="Service"
        options={optionsOf(services, filter.service)}
        selected={filter.service}
        onSelect={(service) => onChange({ ...filter, service })}
      />
      <Select
        label="Operation"
        caption="Operation"
        options={optionsOf(operations, filter.operation)}
        selected={filter.operation}
        onSelect={(operation) => onChange({ ...filter, operation })}
      />
      <Select
        label="Status"
        caption="Status"
        options={statuses}
        selected={filter.errors ? 'failed' : 'any'}
        onSelect={(status) => onChange({ ...filter, errors: status === 'failed' })}
      />
      <TypedFilters filter={filter} onChange={onChange} />
      <Select
        label="Most traces"
        caption="Limit"
        options={limitOptions}
        selected={String(filter.limit)}
        onSelect={(limit) => onChange({ ...filter, limit: Number(limit) })}
      />
      <ButtonLink href={routes.traceFile()}>Open file</ButtonLink>
    </PageBar>
  )
}

/** Any, what is known, and what is chosen even when nothing found has it. */
function optionsOf(known: readonly string[], chosen: string): Option<string>[] {
  const names = [...new Set([...known, ...(chosen === '' ? [] : [chosen])])]
  return [{ id: '', label: 'any' }, ...names.map((name) => ({ id: name, label: name }))]
}

const traceIdPattern = /^([0-9a-f]{32}|[0-9a-f]{16})$/

function TypedFilters({ filter, onChange }: { filter: TraceFilter; onChange: (filter: TraceFilter) => void }) {
  const [typed, setTyped] = useState('')
  const [error, setError] = useState<string | undefined>()
  const router = useRouter()
  const chips = filterChips(filter)
  const add = () => {
    const id = typed.trim().toLowerCase()
    if (traceIdPattern.test(id)) return router.push(routes.trace(id))
    const change = addTyped(filter, typed)
    if ('error' in change) return setError(change.error)
    setTyped('')
    setError(undefined)
    onChange(change.filter)
  }
  return (
    <form
      className="flex min-h-ctl min-w-60 flex-1 flex-wrap items-center gap-1.5 rounded-ctl border border-line-strong bg-canvas px-2 py-0.5 text-dense has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-focus"
      onSubmit={(event) => {
        event.preventDefault()
        if (typed.trim() !== '') add()
      }}
    >
      <Icon name="filter" size={14} className="text-ink-3" />
      {chips.map(({ label, without }) => (
        <span
          key={label}
          className="inline-flex h-5 items-center gap-1 rounded-chip bg-accent-bg pl-[7px] text-small font-medium text-accent-text"
        >
          {label}
          <button
            type="button"
            aria-label={`Remove ${label}`}
            className="hit-24 flex size-5 items-center justify-center"
            onClick={() => onChange(without)}
          >
            <Icon name="close" size={10} />
          </button>
        </span>
      ))}
      <input
        aria-label="Add a filter"
        aria-invalid={error !== undefined}
        placeholder="http.status_code=503, duration>200ms, failed, or a trace id"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setError(undefined)
        }}
        autoComplete="off"
        spellCheck={false}
        className="min-w-40 flex-1 bg-transparent outline-none placeholder:text-ink-3"
      />
      {error === undefined ? null : (
        <span role="alert" className="w-full text-small text-failing-text">
          {error}
        </span>
      )}
    </form>
  )
}
