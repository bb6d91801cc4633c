'use client'
import { Checkbox } from '../../ui/checkbox.tsx'
import { StatusMark, statusStyle, type Status } from '../../ui/status-mark.tsx'
import { facetCounts } from './arrange.ts'
import { toggled, type ListState } from './list-state.ts'
import type { Facet } from './listing.ts'

/** More values than that are found by search, not by looking through them. */
const mostValues = 12

type FacetsProps<Item> = {
  items: readonly Item[]
  facets: readonly Facet<Item>[]
  state: ListState
  onChange: (state: ListState) => void
}

/** Values to narrow the list by, each with how many things have it. */
export function Facets<Item>({ items, facets, state, onChange }: FacetsProps<Item>) {
  return (
    <>
      {facets.map((facet) => {
        const counts = facetCounts(items, facet)
        const chosen = state.chosen[facet.id] ?? []
        const shown = [
          ...counts.slice(0, mostValues),
          ...counts.slice(mostValues).filter(({ value }) => chosen.includes(value)),
        ]
        return counts.length < 2 && chosen.length === 0 ? null : (
          <fieldset key={facet.id} className="mb-4">
            <legend className="mb-1 text-small text-ink-3">{facet.label}</legend>
            {shown.map(({ value, count }) => (
              <div key={value} className="flex min-w-0">
                <Checkbox
                  isSelected={chosen.includes(value)}
                  onChange={() => onChange(toggled(state, facet.id, value))}
                >
                  {isStatus(value) ? <StatusMark status={value} /> : null}
                  <span className="min-w-0 flex-1 truncate text-ink-2">{value}</span>
                  <span className="text-ink-3">{count}</span>
                </Checkbox>
              </div>
            ))}
            {counts.length > shown.length ? (
              <p className="text-small text-ink-3">{`${counts.length - shown.length} more`}</p>
            ) : null}
          </fieldset>
        )
      })}
    </>
  )
}

function isStatus(value: string): value is Status {
  return value in statusStyle
}
