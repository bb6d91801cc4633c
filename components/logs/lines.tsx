'use client'
import dynamic from 'next/dynamic'
import { useMemo, useState, type ReactNode } from 'react'
import type { LogLine } from '../../lib/contract/logs.ts'
import { counted } from '../../lib/client/format/number.ts'
import { clockTime } from '../../lib/client/format/time.ts'
import { saveFile } from '../../lib/client/save-file.ts'
import { StatusItems } from '../shell/status-bar.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { StatusMark } from '../ui/status-mark.tsx'
import { logBuckets } from './buckets.ts'
import { FacetList } from './facet-list.tsx'
import { nothingHidden, visibleLines } from './facets.ts'
import { linesText } from './line-words.ts'
import type { LogFilter } from './log-filter.ts'
import { LogList } from './log-list.tsx'
import { TraceBanner } from './trace-banner.tsx'

const LogHistogram = dynamic(() => import('./log-histogram.tsx').then((module) => module.LogHistogram), {
  ssr: false,
  loading: () => <Skeleton className="h-24" />,
})

type LinesProps = {
  newestFirst: readonly LogLine[]
  /** From how many pods. */
  pods: number
  /** What the reader must know of how far these lines go. */
  note: ReactNode
  status: string | null
  toTop: number
  filter: LogFilter
  onFilter: (change: Partial<LogFilter>) => void
  wrap: boolean
  expanded: string | null
  onExpand: (key: string | null) => void
  onScrolledAway: (away: boolean) => void
}

/** Facets, histogram and list of lines that are here. */
export function Lines({ newestFirst, pods, note, status, filter, onFilter, ...list }: LinesProps) {
  const [hidden, setHidden] = useState(nothingHidden)
  const lines = useMemo(() => visibleLines(newestFirst, hidden), [newestFirst, hidden])
  const { buckets, stepMs } = useMemo(() => logBuckets(lines), [lines])
  return (
    <div className="flex min-h-0 flex-1">
      <FacetList lines={newestFirst} hidden={hidden} onChange={setHidden} />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <div className="px-4 pt-3 pb-1">
          <div className="mb-1 flex min-h-6 flex-wrap items-center gap-2 text-dense">
            <b className="font-semibold">{counted(lines.length, 'line')}</b>
            <span className="text-ink-3">{spanWords(buckets[0]?.startMs, buckets.at(-1)?.startMs, stepMs)}</span>
            <span className="flex flex-wrap items-center gap-2 text-ink-3">{note}</span>
            <HistogramLegend />
            <IconButton
              icon="download"
              size="sm"
              label="Download these lines"
              isDisabled={lines.length === 0}
              onPress={() => saveFile('logs.txt', new Blob([linesText(lines)], { type: 'text/plain' }))}
            />
          </div>
          <LogHistogram buckets={buckets} stepMs={stepMs} />
        </div>
        {filter.traceId === '' ? null : (
          <TraceBanner traceId={filter.traceId} lines={newestFirst} onClear={() => onFilter({ traceId: '' })} />
        )}
        <LogList lines={lines} filter={filter} onFilter={onFilter} {...list} />
      </div>
      <StatusItems>
        {status === null ? null : <span>{status}</span>}
        <span className="ml-auto">Lines from {counted(pods, 'pod')}</span>
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
