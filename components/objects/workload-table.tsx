'use client'
import { useRef, useState } from 'react'
import type { WorkloadSummary } from '../../lib/contract/workloads.ts'
import type { Scope } from '../../lib/client/scope.ts'
import { useNarrow } from '../shell/use-narrow.ts'
import { arranged } from './list/arrange.ts'
import type { Sorting } from './list/list-state.ts'
import { ListTable } from './list/list-table.tsx'
import { NarrowList } from './list/narrow-list.tsx'
import { workloadListing } from './list/workload-listing.tsx'

const columns = workloadListing.columns.filter(({ id, hidden }) => hidden !== true && id !== 'namespace')

/** Workloads of one thing, worst first. */
export function WorkloadTable({ items, scope }: { items: readonly WorkloadSummary[]; scope: Scope }) {
  const [sorting, setSorting] = useState<Sorting>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const narrow = useNarrow()
  const shown = arranged(items, workloadListing, { words: '', chosen: {}, sorting })
  if (items.length === 0) return <p className="px-3.5 py-3 text-dense text-ink-2">No workload runs here.</p>
  if (narrow) return <NarrowList listing={workloadListing} items={shown} scope={scope} />
  return (
    <div ref={scroller} className="max-h-[480px] overflow-auto">
      <ListTable
        listing={workloadListing}
        columns={columns}
        items={shown}
        scope={scope}
        sorting={sorting}
        onSort={setSorting}
        scroller={scroller}
      />
    </div>
  )
}
