'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { counted } from '../../lib/client/format/number.ts'
import { emptyTail, type Tail } from '../../lib/client/log-tail.ts'
import { logsTailQuery } from '../../lib/client/queries/logs.ts'
import { useRefresh } from '../shell/refresh.tsx'
import { useScope } from '../shell/use-scope.ts'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { logParams } from './log-filter.ts'
import { Lines } from './lines.tsx'
import type { LogsProps } from './searched-logs.tsx'

/** Lines as they are written; what comes while somebody reads waits behind a button. */
export function TailedLogs({ namespaces, filter, onFilter, wrap }: LogsProps) {
  const { scope } = useScope()
  const { paused: pagePaused } = useRefresh()
  const [expanded, setExpanded] = useState<string | null>(null)
  const [held, setHeld] = useState<Tail | null>(null)
  const [toTop, setToTop] = useState(0)
  const params = logParams(filter, namespaces, { ...scope, at: undefined })
  const { data, error } = useQuery({ ...logsTailQuery(params), enabled: !pagePaused })
  const tail = data ?? emptyTail
  const shown = held ?? tail
  const waiting = tail.total - shown.total
  // New lines would push away what is being read, so the list stays as it is until the reader comes back.
  const read = (key: string | null, away: boolean) => {
    setExpanded(key)
    setHeld(key === null && !away ? null : (held ?? tail))
  }
  const goOn = () => {
    read(null, false)
    setToTop(toTop + 1)
  }
  if (data === undefined && error === null) return <SkeletonRows rows={16} label="Waiting for lines" />
  return (
    <>
      {error === null ? null : (
        <div className="px-4 pt-3">
          <Note tone="failing" role="alert">
            {error.message} It is tried again every second.
          </Note>
        </div>
      )}
      <div className="relative flex min-h-0 flex-1 flex-col">
        {waiting === 0 ? null : (
          <span className="absolute top-2 left-1/2 z-30 -translate-x-1/2">
            <Button size="sm" variant="primary" onPress={goOn}>
              {counted(waiting, 'new line')}
            </Button>
          </span>
        )}
        <Lines
          newestFirst={shown.lines}
          pods={tail.pods.length}
          note={
            <span>
              {tail.total === tail.lines.length
                ? 'live'
                : `live, the newest ${tail.lines.length.toLocaleString('en-US')} are kept`}
            </span>
          }
          status={pagePaused ? 'The page is paused' : null}
          toTop={toTop}
          filter={filter}
          onFilter={onFilter}
          wrap={wrap}
          expanded={expanded}
          onExpand={(key) => read(key, held !== null)}
          onScrolledAway={(away) => read(expanded, away)}
        />
      </div>
    </>
  )
}
