'use client'
import type { ChangeRow } from '../../lib/contract/changes.ts'
import { Button } from '../ui/button.tsx'
import { Select } from '../ui/select.tsx'
import { ToggleChipButton } from '../ui/icon-button.tsx'
import { TextField } from '../ui/text-field.tsx'
import { countBySource, verdictGroup, type ChangeFilters } from './filter-changes.ts'

/** Words, where from, and the object when one was chosen. */
export function ChangeFilterBar({
  changes,
  filters,
  onChange,
}: {
  changes: readonly ChangeRow[]
  filters: ChangeFilters
  onChange: (params: Readonly<Record<string, string | undefined>>) => void
}) {
  return (
    <div className="flex min-h-11 flex-none flex-wrap items-center gap-1.5 border-b border-line-subtle bg-surface-1 px-3 py-1.5">
      <TextField
        label="Filter changes"
        hiddenLabel
        type="search"
        icon="filter"
        placeholder="object, who, word"
        value={filters.text}
        onChange={(q) => onChange({ q })}
        className="w-44"
      />
      <ToggleChipButton isSelected={filters.source === ''} onChange={() => onChange({ source: undefined })}>
        {`All ${changes.length}`}
      </ToggleChipButton>
      {countBySource(changes).map(({ source, count }) => (
        <ToggleChipButton
          key={source}
          isSelected={filters.source === source}
          onChange={(on) => onChange({ source: on ? source : undefined })}
        >
          {`${source} ${count}`}
        </ToggleChipButton>
      ))}
      <Picker
        label="Kind"
        selected={filters.kind}
        values={changes.map(({ object }) => object.kind)}
        onSelect={(kind) => onChange({ kind })}
      />
      <Picker
        label="Who"
        selected={filters.who}
        values={changes.map(({ actor }) => actor)}
        onSelect={(who) => onChange({ who })}
      />
      <Picker
        label="Verified"
        selected={filters.verified}
        values={changes.map(verdictGroup)}
        onSelect={(verified) => onChange({ verified })}
      />
      {filters.object === '' ? null : (
        <Button size="sm" onPress={() => onChange({ object: undefined })}>
          Only {filters.object}, show all
        </Button>
      )}
    </div>
  )
}

/** One of the values that occur, or all. */
function Picker({
  label,
  selected,
  values,
  onSelect,
}: {
  label: string
  selected: string
  values: readonly string[]
  onSelect: (value: string | undefined) => void
}) {
  const known = [...new Set(selected === '' ? values : [...values, selected])].toSorted()
  const options = [{ id: '', label: 'all' }, ...known.map((id) => ({ id, label: id }))]
  return (
    <Select
      label={label}
      caption={label}
      options={options}
      selected={selected}
      onSelect={(id) => onSelect(id === '' ? undefined : id)}
    />
  )
}
