'use client'
import { useQuery } from '@tanstack/react-query'
import { usePathname, useSearchParams } from 'next/navigation'
import { changesQuery } from '../../lib/client/queries/changes.ts'
import { queryString, setOrDelete } from '../../lib/client/scope.ts'
import { PageBar, PageTitle } from '../shell/page-bar.tsx'
import { useRefresh } from '../shell/refresh.tsx'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Note } from '../ui/note.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { ActivityChart } from './activity-chart.tsx'
import { ChangeFilterBar } from './change-filter-bar.tsx'
import { ChangePanel } from './change-panel.tsx'
import { ChangeTable } from './change-table.tsx'
import { exportChanges } from './export-changes.ts'
import { filterChanges, verdictIn, type ChangeFilters } from './filter-changes.ts'

const LIMIT = 500

/** The ledger: who, when, why and what came of it. */
export function ChangesPage() {
  const { params, setParams } = useParams()
  const { refetchInterval } = useRefresh()
  const query = useQuery({ ...changesQuery({ limit: LIMIT }), refetchInterval })
  const filters: ChangeFilters = {
    text: params.get('q') ?? '',
    source: params.get('source') ?? '',
    object: params.get('object') ?? '',
    kind: params.get('kind') ?? '',
    who: params.get('who') ?? '',
    verified: verdictIn(params.get('verified') ?? ''),
  }
  const changes = query.data?.changes ?? []
  const shown = filterChanges(changes, filters)
  const selected = params.get('change')
  return (
    <>
      <PageBar
        label="Changes"
        actions={
          <>
            <Button isDisabled={shown.length === 0} onPress={() => exportChanges(shown, 'csv')}>
              <Icon name="download" size={14} /> CSV
            </Button>
            <Button isDisabled={shown.length === 0} onPress={() => exportChanges(shown, 'json')}>
              <Icon name="download" size={14} /> JSON
            </Button>
          </>
        }
      >
        <PageTitle title="Changes" facts="who, when, why and what came of it" />
      </PageBar>
      <div className="flex min-h-0 flex-1">
        <div className="flex min-w-0 flex-1 flex-col">
          <ActivityChart changes={changes} onSelect={(change) => setParams({ change })} />
          <ChangeFilterBar changes={changes} filters={filters} onChange={setParams} />
          {query.error ? (
            <div className="p-3">
              <Note
                tone="degraded"
                role="alert"
                actions={<Button onPress={() => void query.refetch()}>Try again</Button>}
              >
                <b>The ledger could not be read.</b> {query.error.message}
              </Note>
            </div>
          ) : null}
          <div className="min-h-0 flex-1 overflow-auto bg-surface-1">
            {query.data ? (
              <ChangeTable
                changes={shown}
                isFiltered={shown.length < changes.length}
                selected={selected}
                onSelect={(change) => setParams({ change })}
              />
            ) : query.error ? null : (
              <SkeletonRows rows={10} label="Loading the ledger" />
            )}
          </div>
          <p className="flex-none border-t border-line-subtle px-4 py-2 text-small text-ink-3">
            Append only, {changes.length === 1 ? '1 entry' : `${changes.length} entries`}
            {query.data?.next ? ` of the last ${LIMIT}` : ''}.
          </p>
        </div>
        {selected === null ? null : (
          <ChangePanel
            key={selected}
            id={selected}
            onClose={() => setParams({ change: undefined })}
            onReverted={(change) => setParams({ change })}
          />
        )}
      </div>
    </>
  )
}

function useParams() {
  const params = useSearchParams()
  const path = usePathname()
  const setParams = (change: Readonly<Record<string, string | undefined>>) => {
    const next = new URLSearchParams(params.toString())
    for (const [key, value] of Object.entries(change)) setOrDelete(next, key, value)
    // Not the router: that asks the server first, and the page is without its title for that long.
    window.history.replaceState(null, '', `${path}${queryString(next)}`)
  }
  return { params, setParams }
}
