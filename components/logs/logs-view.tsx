'use client'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useMemo, useState } from 'react'
import type { LogsResponse } from '../../lib/contract/logs.ts'
import { counted } from '../../lib/client/format/number.ts'
import { clockTime } from '../../lib/client/format/time.ts'
import { logsQuery } from '../../lib/client/queries/logs.ts'
import { namespacesQuery } from '../../lib/client/queries/objects.ts'
import { windowLabel } from '../../lib/client/time-window.ts'
import { useRefresh } from '../shell/refresh.tsx'
import { StatusItems } from '../shell/status-bar.tsx'
import { useScope } from '../shell/use-scope.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Note } from '../ui/note.tsx'
import { Skeleton, SkeletonRows } from '../ui/skeleton.tsx'
import { StatusMark } from '../ui/status-mark.tsx'
import { logBuckets } from './buckets.ts'
import { FacetList } from './facet-list.tsx'
import { nothingHidden, visibleLines } from './facets.ts'
import { LogBar } from './log-bar.tsx'
import { defaultWindow, logParams, type LogFilter } from './log-filter.ts'
import { LogList } from './log-list.tsx'
import { TraceBanner } from './trace-banner.tsx'
import { useLogFilter } from './use-log-filter.ts'

const LogHistogram = dynamic(() => import('./log-histogram.tsx').then((module) => module.LogHistogram), {
  ssr: false,
  loading: () => <Skeleton className="h-24" />,
})

/** Logs of one namespace: the scope's first, else the first that the mesh has. */
export function LogsView() {
  const { scope, setScope } = useScope()
  const namespaces = useQuery(namespacesQuery(scope))
  const [filter, onFilter] = useLogFilter()
  const [wrap, setWrap] = useState(false)
  const known = namespaces.data?.items.map(({ name }) => name) ?? []
  const namespace = scope.namespaces[0] ?? known[0]
  if (namespace === undefined)
    return namespaces.error === null ? (
      <SkeletonRows rows={12} label="Loading namespaces" />
    ) : (
      <div className="p-4">
        <Note tone="failing" role="alert">
          {namespaces.error.message}
        </Note>
      </div>
    )
  return (
    <>
      <LogBar
        key={filter.q}
        namespace={namespace}
        namespaces={known.includes(namespace) ? known : [namespace, ...known]}
        onNamespace={(name) => setScope({ namespaces: [name] })}
        filter={filter}
        onFilter={onFilter}
        wrap={wrap}
        onWrap={setWrap}
      />
      <NamespaceLogs namespace={namespace} filter={filter} onFilter={onFilter} wrap={wrap} />
    </>
  )
}

type NamespaceLogsProps = {
  namespace: string
  filter: LogFilter
  onFilter: (change: Partial<LogFilter>) => void
  wrap: boolean
}

function NamespaceLogs({ namespace, filter, onFilter, wrap }: NamespaceLogsProps) {
  const { scope } = useScope()
  const { refetchInterval } = useRefresh()
  const [expanded, setExpanded] = useState<string | null>(null)
  const [scrolledAway, setScrolledAway] = useState(false)
  // New lines would push away what is being read.
  const reading = expanded !== null || scrolledAway
  const query = useQuery({
    ...logsQuery(logParams(filter, namespace, scope)),
    refetchInterval: reading ? false : refetchInterval,
  })
  const { data, error } = query
  const retry = (
    <Button size="sm" onPress={() => void query.refetch()}>
      Try again
    </Button>
  )
  if (data === undefined)
    return error === null ? (
      <SkeletonRows rows={16} label="Loading logs" />
    ) : (
      <div className="p-4">
        <Note tone="failing" role="alert" actions={retry}>
          {error.message}
        </Note>
      </div>
    )
  return (
    <>
      {error === null && data.degraded.length === 0 ? null : (
        <div className="flex flex-col gap-2 px-4 pt-3">
          {error === null ? null : (
            <Note tone="failing" role="alert" actions={retry}>
              {error.message}
            </Note>
          )}
          {data.degraded.map(({ source, message }) => (
            <Note key={`${source} ${message}`} tone="degraded">
              {message}
            </Note>
          ))}
        </div>
      )}
      <Lines
        data={data}
        filter={filter}
        onFilter={onFilter}
        wrap={wrap}
        reading={reading}
        expanded={expanded}
        onExpand={setExpanded}
        onScrolledAway={setScrolledAway}
      />
    </>
  )
}

type LinesProps = Omit<NamespaceLogsProps, 'namespace'> & {
  data: LogsResponse
  reading: boolean
  expanded: string | null
  onExpand: (key: string | null) => void
  onScrolledAway: (away: boolean) => void
}

function Lines({ data, filter, onFilter, wrap, reading, ...list }: LinesProps) {
  const [hidden, setHidden] = useState(nothingHidden)
  const newestFirst = useMemo(() => data.lines.toReversed(), [data])
  const lines = useMemo(() => visibleLines(newestFirst, hidden), [newestFirst, hidden])
  const { buckets, stepMs } = useMemo(() => logBuckets(lines), [lines])
  if (data.lines.length === 0) return <NoLines filter={filter} onFilter={onFilter} />
  return (
    <div className="flex min-h-0 flex-1">
      <FacetList lines={newestFirst} hidden={hidden} onChange={setHidden} />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <div className="px-4 pt-3 pb-1">
          <p className="mb-1 flex flex-wrap gap-2 text-dense">
            <b className="font-semibold">{counted(lines.length, 'line')}</b>
            <span className="text-ink-3">
              {spanWords(buckets[0]?.startMs, buckets.at(-1)?.startMs, stepMs)}
              {data.limited ? ', older lines match too' : ''}
            </span>
            <HistogramLegend />
          </p>
          <LogHistogram buckets={buckets} stepMs={stepMs} />
        </div>
        {filter.traceId === '' ? null : (
          <TraceBanner traceId={filter.traceId} lines={data.lines} onClear={() => onFilter({ traceId: '' })} />
        )}
        <LogList lines={lines} filter={filter} wrap={wrap} onFilter={onFilter} {...list} />
      </div>
      <StatusItems>
        {reading ? <span>Live lines wait while you read; scroll to the top and close the line to go on</span> : null}
        <span className="ml-auto">Lines from {counted(data.pods.length, 'pod')}</span>
      </StatusItems>
    </div>
  )
}

function HistogramLegend() {
  return (
    <span className="ml-auto flex items-center gap-3 text-small text-ink-2 max-sm:hidden">
      <span className="flex items-center gap-1.5">
        <i className="size-2 rounded-[2px] bg-idle" />
        info, debug
      </span>
      <span className="flex items-center gap-1.5">
        <StatusMark status="degraded" />
        warn
      </span>
      <span className="flex items-center gap-1.5">
        <StatusMark status="failing" />
        error
      </span>
    </span>
  )
}

function spanWords(firstMs: number | undefined, lastMs: number | undefined, stepMs: number): string {
  if (firstMs === undefined || lastMs === undefined) return ''
  return `${clockTime(firstMs)} to ${clockTime(lastMs + stepMs)}, ${stepMs < 1_000 ? `${stepMs} ms` : `${stepMs / 1_000} s`} buckets`
}

function NoLines({ filter, onFilter }: { filter: LogFilter; onFilter: (change: Partial<LogFilter>) => void }) {
  const { scope } = useScope()
  const filtered = Object.values(filter).some((text) => text !== '')
  const clear = { workload: '', pod: '', container: '', traceId: '', q: '' }
  return (
    <EmptyState
      icon="logs"
      title={filtered ? 'No line matches these filters.' : 'These pods have written nothing.'}
      detail={`Looked at the ${windowLabel(scope.window ?? defaultWindow).toLowerCase()}.`}
      action={
        filtered ? (
          <Button size="sm" onPress={() => onFilter(clear)}>
            Clear filters
          </Button>
        ) : undefined
      }
    />
  )
}
