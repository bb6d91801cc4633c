'use client'
import { useQuery } from '@tanstack/react-query'
import type { TracesResponse } from '../../../lib/contract/traces.ts'
import { tracesQuery } from '../../../lib/client/queries/traces.ts'
import { windowLabel } from '../../../lib/client/time-window.ts'
import { useRefresh } from '../../shell/refresh.tsx'
import { useScope } from '../../shell/use-scope.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Note } from '../../ui/note.tsx'
import { Card } from '../../ui/panel.tsx'
import { Skeleton, SkeletonRows } from '../../ui/skeleton.tsx'
import { shortService } from '../service-colour.ts'
import { FilterBar } from './filter-bar.tsx'
import { defaultWindow, filterChips, parseTraceFilter, searchParams, type TraceFilter } from './trace-filter.ts'
import { FoundTraces } from './found-traces.tsx'
import { SearchedAs } from './searched-as.tsx'
import { useTraceFilter } from './use-trace-filter.ts'

/** Search of traces: filters, a chart of start against duration, and the list. */
export function TracesView() {
  const { scope } = useScope()
  const [filter, setFilter] = useTraceFilter()
  const { refetchInterval } = useRefresh()
  // A search reads whole traces: asking for it as often as for numbers would load the store more than the mesh does.
  const interval = refetchInterval === false ? false : Math.max(refetchInterval, 15_000)
  const query = useQuery({ ...tracesQuery(searchParams(filter, scope)), refetchInterval: interval })
  const services = servicesOf(query.data)
  return (
    <>
      <FilterBar filter={filter} services={services} operations={operationsOf(query.data)} onChange={setFilter} />
      <Result query={query} filter={filter} onChange={setFilter} />
    </>
  )
}

function servicesOf(data: TracesResponse | undefined): string[] {
  const names = (data?.items ?? []).flatMap(({ services }) => services.map(({ name }) => shortService(name)))
  return [...new Set(names)].toSorted((a, b) => a.localeCompare(b))
}

function operationsOf(data: TracesResponse | undefined): string[] {
  const roots = (data?.items ?? []).map(({ rootOperation }) => rootOperation)
  const others = (data?.attributes ?? []).filter(({ key }) => key === 'operation').map(({ value }) => value)
  return [...new Set([...roots, ...others])].toSorted((a, b) => a.localeCompare(b))
}

type ResultProps = {
  query: { data: TracesResponse | undefined; error: Error | null; refetch: () => Promise<unknown> }
  filter: TraceFilter
  onChange: (filter: TraceFilter) => void
}

function Result({ query, filter, onChange }: ResultProps) {
  const { data, error } = query
  const retry = (
    <Button size="sm" onPress={() => void query.refetch()}>
      Try again
    </Button>
  )
  const notes = (
    <>
      {error === null ? null : (
        <Note tone="failing" role="alert" actions={retry}>
          {error.message}
        </Note>
      )}
      {data?.degraded.map(({ source, message }) => (
        <Note key={source} tone="degraded" actions={retry}>
          {message}
        </Note>
      ))}
      {data === undefined ? null : <SearchedAs searched={data.searched} />}
    </>
  )
  if (data !== undefined && data.items.length > 0)
    return <FoundTraces data={data} filter={filter} onChange={onChange} notes={notes} />
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <div className="flex flex-col gap-3 px-4 py-3">
        {notes}
        {data === undefined ? (
          error === null ? (
            <Loading />
          ) : null
        ) : data.degraded.length > 0 ? null : (
          <NoTraces filter={filter} onChange={onChange} />
        )}
      </div>
    </div>
  )
}

function Loading() {
  return (
    <>
      <Card>
        <Skeleton className="m-3.5 h-60" />
      </Card>
      <Card>
        <SkeletonRows rows={10} label="Loading traces" />
      </Card>
    </>
  )
}

function NoTraces({ filter, onChange }: { filter: TraceFilter; onChange: ResultProps['onChange'] }) {
  const { scope, setScope } = useScope()
  const window = windowLabel(scope.window ?? defaultWindow).toLowerCase()
  const filtered = filterChips(filter).length > 0
  return (
    <Card>
      <EmptyState
        icon="traces"
        title={filtered ? 'No trace matches these filters.' : 'No traces here.'}
        detail={`Looked at the ${window}. Requests may not be sampled, or nothing was called.`}
        action={
          filtered ? (
            <Button size="sm" onPress={() => onChange(parseTraceFilter(new URLSearchParams()))}>
              Clear filters
            </Button>
          ) : (
            <Button size="sm" onPress={() => setScope({ window: '6h' })}>
              Look at 6 hours
            </Button>
          )
        }
      />
    </Card>
  )
}
