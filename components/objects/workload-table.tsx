'use client'
import { useState } from 'react'
import type { WorkloadSummary } from '../../lib/contract/workloads.ts'
import type { Scope } from '../../lib/client/scope.ts'
import { arranged } from './list/arrange.ts'
import type { Sorting } from './list/list-state.ts'
import { ShortList } from './list/short-list.tsx'
import { workloadListing } from './list/workload-listing.tsx'

const columns = workloadListing.columns.filter(({ id, hidden }) => hidden !== true && id !== 'namespace')

/** Workloads of one thing, worst first. */
export function WorkloadTable({ items, scope }: { items: readonly WorkloadSummary[]; scope: Scope }) {
  const [sorting, setSorting] = useState<Sorting>(null)
  const shown = arranged(items, workloadListing, { words: '', chosen: {}, sorting })
  if (items.length === 0) return <p className="px-3.5 py-3 text-dense text-ink-2">No workload runs here.</p>
  return (
    <ShortList
      listing={workloadListing}
      columns={columns}
      items={shown}
      scope={scope}
      sorting={sorting}
      onSort={setSorting}
      className="max-h-[480px]"
    />
  )
}
