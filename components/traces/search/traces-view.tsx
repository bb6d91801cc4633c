'use client'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState, type ReactNode } from 'react'
import type { TracesResponse } from '../../../lib/contract/traces.ts'
import { counted } from '../../../lib/client/format/number.ts'
import { tracesQuery } from '../../../lib/client/queries/traces.ts'
import { windowLabel } from '../../../lib/client/time-window.ts'
import { parseDuration, parseInstant } from '../../../lib/domain/model/time-window.ts'
import { useNow } from '../../shell/use-now.ts'
import { useRefresh } from '../../shell/refresh.tsx'
import { useScope } from '../../shell/use-scope.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Note } from '../../ui/note.tsx'
import { Card } from '../../ui/panel.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Skeleton, SkeletonRows } from '../../ui/skeleton.tsx'
import { shortService } from '../service-colour.ts'
import { FilterBar } from './filter-bar.tsx'
import { defaultWindow, filterChips, parseTraceFilter, searchParams, type TraceFilter } from './trace-filter.ts'
import { slowFrom, timeDomain } from './scatter-points.ts'
import { TraceTable } from './trace-table.tsx'
import { useTraceFilter } from './use-trace-filter.ts'

const TraceScatter = dynamic(() => import('./trace-scatter.tsx').then((module) => module.TraceScatter), {
  ssr: false,
  loading: () => <Skeleton className="m-3.5 h-60" />,
})

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
      <FilterBar filter={filter} services={services} onChange={setFilter} />
      <div className="min-h-0 flex-1 overflow-auto">
        <div className="flex flex-col gap-3 px-4 py-3">
          <Result query={query} filter={filter} onChange={setFilter} />
        </div>
      </div>
    </>
  )
}

function servicesOf(data: TracesResponse | undefined): string[] {
  const names = (data?.items ?? []).flatMap(({ services }) => services.map(({ name }) => shortService(name)))
  return [...new Set(names)].toSorted((a, b) => a.localeCompare(b))
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
  return (
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
      {data === undefined ? (
        error === null ? (
          <Loading />
        ) : null
      ) : (
        <Found data={data} filter={filter} onChange={onChange} />
      )}
    </>
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

function Found({
  data,
  filter,
  onChange,
}: {
  data: TracesResponse
  filter: TraceFilter
  onChange: ResultProps['onChange']
}) {
  if (data.items.length === 0) return data.degraded.length > 0 ? null : <NoTraces filter={filter} onChange={onChange} />
  return (
    <>
      <ChartCard data={data} filter={filter} onChange={onChange} />
      <Card
        title="Traces"
        hint={
          data.limited
            ? `${data.items.length} over this time, newest first; more match`
            : `${data.items.length}, newest first`
        }
      >
        <div data-testid="traces" data-count={data.items.length} className="overflow-x-auto">
          <TraceTable items={data.items} />
        </div>
      </Card>
    </>
  )
}

function ChartCard({ data, filter, onChange }: Omit<ResultProps, 'query'> & { data: TracesResponse }) {
  const [scale, setScale] = useState<'log' | 'linear'>('log')
  const { scope } = useScope()
  const now = useNow()
  const at = scope.at === undefined ? null : parseInstant(scope.at)
  const windowMs = (parseDuration(scope.window ?? defaultWindow) ?? 900) * 1_000
  const domainMs = timeDomain(data.items, { endMs: at === null ? now : at * 1_000, windowMs, limited: data.limited })
  const slow = filter.minDuration === '' ? slowFrom(data.items) : undefined
  const slower = slow === undefined ? undefined : { ...filter, minDuration: slow }
  const actions: ReactNode = (
    <>
      {slower === undefined ? null : (
        <Button size="sm" onPress={() => onChange(slower)}>
          Only slower than {slower.minDuration.replace('ms', ' ms')}
        </Button>
      )}
      <Segmented
        label="Duration axis"
        size="sm"
        segments={[
          { id: 'log', label: 'Log' },
          { id: 'linear', label: 'Linear' },
        ]}
        selected={scale}
        onSelect={setScale}
      />
    </>
  )
  return (
    <Card
      title={counted(data.items.length, 'trace')}
      hint="× failed, ● ok, size is span count, click opens"
      actions={actions}
    >
      <TraceScatter items={data.items} scale={scale} domainMs={domainMs} />
    </Card>
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
