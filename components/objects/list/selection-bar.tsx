'use client'
import { useState } from 'react'
import { counted } from '../../../lib/client/format/number.ts'
import { useScope } from '../../shell/use-scope.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { mostCompared, RowComparison } from './row-comparison.tsx'
import { ExportMenu } from './export-menu.tsx'
import type { Column, Listed, Listing } from './listing.ts'

type SelectionBarProps<Item extends Listed> = {
  listing: Listing<Item>
  columns: readonly Column<Item>[]
  /** What is selected, in the list's order. */
  items: readonly Item[]
  onClear: () => void
}

/** What can be done with the selected rows; nothing without any. */
export function SelectionBar<Item extends Listed>({ listing, columns, items, onClear }: SelectionBarProps<Item>) {
  const { scope } = useScope()
  const [isComparing, setComparing] = useState(false)
  if (items.length === 0) return null
  const logs = listing.logs?.(items, scope) ?? null
  return (
    <section
      aria-label="Selection"
      className="flex flex-wrap items-center gap-2 rounded-card border border-accent-line bg-accent-bg px-3.5 py-2 text-dense"
    >
      <output className="mr-2 font-semibold">{`${counted(items.length, listing.noun)} selected`}</output>
      <ButtonLink href={listing.graph(items, scope)}>
        <Icon name="graph" size={14} />
        {items.length === 1 ? 'Graph of it' : 'Graph of these'}
      </ButtonLink>
      {logs === null ? null : (
        <ButtonLink href={logs}>
          <Icon name="logs" size={14} />
          Logs
        </ButtonLink>
      )}
      {items.length < 2 || items.length > mostCompared ? null : (
        <Button onPress={() => setComparing(true)}>
          <Icon name="table" size={14} />
          Compare
        </Button>
      )}
      <ExportMenu name={listing.kind} items={items} columns={columns} label="Export these" />
      <Button variant="ghost" onPress={onClear}>
        Clear <Kbd>Esc</Kbd>
      </Button>
      <RowComparison
        listing={listing}
        items={items}
        isOpen={isComparing && items.length > 1}
        onClose={() => setComparing(false)}
      />
    </section>
  )
}
