'use client'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { LogsResponse } from '../../lib/contract/logs.ts'
import { ApiError } from '../../lib/client/api.ts'
import { clockTime } from '../../lib/client/format/time.ts'
import { logsQuery } from '../../lib/client/queries/logs.ts'
import { windowLabel } from '../../lib/client/time-window.ts'
import { useRefresh } from '../shell/refresh.tsx'
import { useScope } from '../shell/use-scope.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Note } from '../ui/note.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { deeperThan, defaultWindow, logParams, noFilter, type LogFilter } from './log-filter.ts'
import { Lines } from './lines.tsx'

export type LogsProps = {
  namespaces: readonly string[]
  filter: LogFilter
  onFilter: (change: Partial<LogFilter>) => void
  wrap: boolean
}

/** The lines of the scope's time, asked again with the page's refresh unless somebody reads. */
export function SearchedLogs({ namespaces, filter, onFilter, wrap }: LogsProps) {
  const { scope } = useScope()
  const { refetchInterval } = useRefresh()
  const [expanded, setExpanded] = useState<string | null>(null)
  const [scrolledAway, setScrolledAway] = useState(false)
  // New lines would push away what is being read.
  const reading = expanded !== null || scrolledAway
  const query = useQuery({
    ...logsQuery(logParams(filter, namespaces, scope)),
    refetchInterval: reading || scope.at !== undefined ? false : refetchInterval,
  })
  const { data, error } = query
  const newestFirst = useMemo(() => data?.lines.toReversed() ?? [], [data])
  const retry = (
    <Button size="sm" onPress={() => void query.refetch()}>
      Try again
    </Button>
  )
  const notes = [...(error === null ? [] : [error.message]), ...(data?.degraded.map(({ message }) => message) ?? [])]
  return (
    <>
      {notes.length === 0 ? null : (
        <div className="flex flex-col gap-2 px-4 pt-3">
          {notes.map((message) => (
            <Note
              key={message}
              tone={message === error?.message ? 'failing' : 'degraded'}
              {...(message === error?.message ? { role: 'alert' as const } : {})}
              actions={message === error?.message && !isOwnFault(error) ? retry : undefined}
            >
              {message}
            </Note>
          ))}
        </div>
      )}
      {data === undefined ? (
        error === null ? (
          <SkeletonRows rows={16} label="Loading logs" />
        ) : null
      ) : data.lines.length === 0 && query.isPlaceholderData ? (
        <SkeletonRows rows={16} label="Searching" />
      ) : data.lines.length === 0 ? (
        <NoLines data={data} filter={filter} onFilter={onFilter} />
      ) : (
        <Lines
          newestFirst={newestFirst}
          pods={data.pods.length}
          note={
            query.isPlaceholderData ? (
              <output>searching</output>
            ) : (
              <HowFar data={data} isSearch={filter.q !== '' || filter.traceId !== ''} onFilter={onFilter} />
            )
          }
          status={reading ? 'Live lines wait while you read; scroll to the top and close the line to go on' : null}
          toTop={0}
          filter={filter}
          onFilter={onFilter}
          wrap={wrap}
          expanded={expanded}
          onExpand={setExpanded}
          onScrolledAway={setScrolledAway}
        />
      )}
    </>
  )
}

/** What asking again would not change: the question itself is wrong, or what it is about is gone. */
const isOwnFault = (error: Error | null) => error instanceof ApiError && [400, 403, 404].includes(error.status)

/** What of the time was not looked at, and the way to look at more of it. */
function HowFar({
  data: { searched, limited, lines },
  isSearch,
  onFilter,
}: {
  data: LogsResponse
  /** Whether only some lines are wanted; else the newest are shown and there is nothing to look deeper for. */
  isSearch: boolean
  onFilter: LogsProps['onFilter']
}) {
  const { setScope } = useScope()
  const [oldest] = lines
  const earlier =
    limited && oldest !== undefined ? (
      <Button size="sm" variant="ghost" onPress={() => setScope({ at: oldest.time })}>
        Earlier lines
      </Button>
    ) : null
  if (searched === null || searched.complete) return earlier
  const { linesPerContainer, oldest: back } = searched
  if (linesPerContainer !== null && !isSearch)
    return (
      <>
        the newest of each container
        {earlier}
      </>
    )
  if (linesPerContainer === null)
    return <span className="text-degraded-text">cut off at 2 MB of a container: choose a shorter time</span>
  const deeper = deeperThan(linesPerContainer)
  return (
    <>
      <span className="text-degraded-text">
        looked at the newest {linesPerContainer.toLocaleString('en-US')} lines of each container
        {back === null ? '' : `, back to ${clockTime(Date.parse(back))}`}
      </span>
      {deeper === undefined ? null : (
        <Button size="sm" variant="ghost" onPress={() => onFilter({ depth: String(deeper) })}>
          Search {deeper.toLocaleString('en-US')}
        </Button>
      )}
      {earlier}
    </>
  )
}

function NoLines({ data, filter, onFilter }: { data: LogsResponse } & Pick<LogsProps, 'filter' | 'onFilter'>) {
  const { scope } = useScope()
  const { namespace: _, ...asked } = filter
  const filtered = Object.values(asked).some((text) => text !== '')
  const window = windowLabel(scope.window ?? defaultWindow).toLowerCase()
  const { searched } = data
  const depth = searched?.linesPerContainer ?? null
  const far =
    searched === null || searched.complete || depth === null
      ? `Looked at the ${window}.`
      : `Looked at the newest ${depth.toLocaleString('en-US')} lines of each container.`
  const deeper = searched === null || searched.complete || depth === null ? undefined : deeperThan(depth)
  return (
    <EmptyState
      icon="logs"
      title={filtered ? 'No line matches these filters.' : 'These pods have written nothing.'}
      detail={far}
      action={
        filtered ? (
          <span className="flex gap-2">
            <Button size="sm" onPress={() => onFilter({ ...noFilter, namespace: filter.namespace })}>
              Clear filters
            </Button>
            {deeper === undefined ? null : (
              <Button size="sm" onPress={() => onFilter({ depth: String(deeper) })}>
                Search {deeper.toLocaleString('en-US')} lines
              </Button>
            )}
          </span>
        ) : undefined
      }
    />
  )
}
