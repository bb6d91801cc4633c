'use client'
import { useRef } from 'react'
import type { InboundTraffic } from '../../../lib/contract/workloads.ts'
import type { Scope } from '../../../lib/client/scope.ts'
import { useNarrow } from '../../shell/use-narrow.ts'
import type { Sorting } from './list-state.ts'
import { ListTable } from './list-table.tsx'
import type { Column, Listed, Listing } from './listing.ts'
import { NarrowList } from './narrow-list.tsx'

type ShortListProps<Item extends Listed> = {
  listing: Listing<Item>
  columns: readonly Column<Item>[]
  items: readonly (Item & { inbound: InboundTraffic })[]
  scope: Scope
  sorting: Sorting
  onSort: (sorting: Sorting) => void
  /** How high it may grow before it scrolls. */
  className: string
}

/** A list as a part of a page: a table that scrolls by itself, plain rows where the page is narrow. */
export function ShortList<Item extends Listed>({ className, ...list }: ShortListProps<Item>) {
  const scroller = useRef<HTMLDivElement>(null)
  const narrow = useNarrow()
  if (narrow) return <NarrowList listing={list.listing} items={list.items} scope={list.scope} />
  return (
    <div ref={scroller} className={`overflow-auto ${className}`}>
      <ListTable {...list} scroller={scroller} />
    </div>
  )
}
