'use client'
import { Checkbox } from '../ui/checkbox.tsx'
import type { LogLine } from '../../lib/contract/logs.ts'
import { facetCounts, facetNames, toggleHidden, type FacetName, type Hidden } from './facets.ts'

const titles: Record<FacetName, string> = {
  level: 'Level',
  source: 'Source',
  flag: 'Response flag',
  workload: 'Workload',
}

/** What the lines are, with counts; a box that is off hides its lines. */
export function FacetList({
  lines,
  hidden,
  onChange,
}: {
  lines: readonly LogLine[]
  hidden: Hidden
  onChange: (hidden: Hidden) => void
}) {
  return (
    <aside
      aria-label="Filters"
      className="w-56 flex-none overflow-auto border-r border-line-subtle bg-surface-1 px-3.5 py-3 max-lg:hidden"
    >
      {facetNames.map((facet) => (
        <Facet key={facet} facet={facet} lines={lines} hidden={hidden} onChange={onChange} />
      ))}
    </aside>
  )
}

const barTone: Record<string, string> = { error: 'bg-failing', warn: 'bg-degraded' }
const textTone: Record<string, string> = { error: 'text-failing-text', warn: 'text-degraded-text' }

function Facet({
  facet,
  lines,
  hidden,
  onChange,
}: {
  facet: FacetName
  lines: readonly LogLine[]
  hidden: Hidden
  onChange: (hidden: Hidden) => void
}) {
  const values = facetCounts(lines, facet)
  if (values.length === 0) return null
  const most = Math.max(...values.map(({ count }) => count))
  const isTrouble = (value: string) => facet === 'flag' && value !== 'none'
  return (
    <fieldset className="mb-4">
      <legend className="mb-1.5 text-small text-ink-3">{titles[facet]}</legend>
      {values.map(({ value, count }) => (
        <div key={value} className="grid h-6 grid-cols-[minmax(0,1fr)_32px_40px] items-center gap-2 text-dense">
          <Checkbox
            isSelected={!hidden[facet].has(value)}
            onChange={() => onChange(toggleHidden(hidden, facet, value))}
          >
            <span
              title={value}
              className={`truncate ${isTrouble(value) ? 'text-failing-text' : (textTone[value] ?? '')}`}
            >
              {value}
            </span>
          </Checkbox>
          <span aria-hidden="true" className="h-1.5 overflow-hidden rounded-[3px] bg-surface-3">
            <span
              className={`block h-full ${isTrouble(value) ? 'bg-failing' : (barTone[value] ?? 'bg-ink-3')}`}
              style={{ width: `${Math.max(4, (count / most) * 100)}%` }}
            />
          </span>
          <span className="text-right text-ink-3">{count.toLocaleString('en-US')}</span>
        </div>
      ))}
    </fieldset>
  )
}
