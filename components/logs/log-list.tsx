'use client'
import { useEffect, useEffectEvent, useRef } from 'react'
import type { LogLine } from '../../lib/contract/logs.ts'
import { logColumns } from './columns.ts'
import { LogDetail } from './log-detail.tsx'
import { markedWords, type LogFilter } from './log-filter.ts'
import { LogRow } from './log-row.tsx'
import { useVirtualRows } from '../ui/use-virtual-rows.ts'

const rowPx = 24

/** Newest first; only the lines in sight exist. */
export function LogList({
  lines,
  filter,
  wrap,
  toTop,
  expanded,
  onExpand,
  onScrolledAway,
  onFilter,
}: {
  lines: readonly LogLine[]
  filter: LogFilter
  wrap: boolean
  /** Grows when the list shall go back to its newest line. */
  toTop: number
  /** Key of the line that is open. */
  expanded: string | null
  onExpand: (key: string | null) => void
  /** Whether the reader left the newest line. */
  onScrolledAway: (away: boolean) => void
  onFilter: (change: Partial<LogFilter>) => void
}) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualRows({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    getItemKey: (index) => keyOf(lines[index], index),
    overscan: 20,
  })
  useEffect(() => {
    if (toTop > 0) scroller.current?.scrollTo({ top: 0 })
  }, [toTop])
  const marked = filter.mark === '' ? -1 : lines.findIndex(({ time }) => time === filter.mark)
  const scrollTo = useEffectEvent((row: number) => virtual.scrollToIndex(row, { align: 'center' }))
  useEffect(() => {
    if (marked >= 0) scrollTo(marked)
  }, [marked])
  const words = markedWords(filter.q)
  return (
    <div
      ref={scroller}
      onScroll={(event) => onScrolledAway(event.currentTarget.scrollTop > rowPx)}
      data-testid="log-lines"
      data-count={lines.length}
      className="min-h-0 flex-1 overflow-auto bg-surface-1"
    >
      <div
        className={`${logColumns} sticky top-0 z-20 h-7 items-center border-b border-line bg-surface-1 text-small font-medium text-ink-3`}
      >
        <span>Time ↓</span>
        <span>Level</span>
        <span className="max-lg:hidden">Pod</span>
        <span className="max-lg:hidden">Container</span>
        <span className="max-lg:hidden">Trace</span>
        <span>Message</span>
      </div>
      <ol aria-label="Log lines, newest first" className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const line = lines[item.index]
          if (line === undefined) return null
          const key = String(item.key)
          return (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={item.index}
              className="absolute inset-x-0 border-b border-line-subtle"
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <LogRow
                line={line}
                expanded={expanded === key}
                emphasized={(filter.traceId !== '' && line.traceId === filter.traceId) || item.index === marked}
                wrap={wrap}
                words={words}
                onToggle={() => onExpand(expanded === key ? null : key)}
                onTrace={(traceId) => onFilter({ traceId })}
              />
              {expanded === key ? <LogDetail line={line} onFilter={onFilter} /> : null}
            </li>
          )
        })}
      </ol>
    </div>
  )
}

/** Two lines may be equal in everything, so the place among equals counts too. */
function keyOf(line: LogLine | undefined, index: number): string {
  return line === undefined
    ? String(index)
    : `${line.time} ${line.pod} ${line.container} ${line.message.slice(0, 80)} ${line.access?.['requestId'] ?? ''}`
}
