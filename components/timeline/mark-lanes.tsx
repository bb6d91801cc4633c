'use client'
import Link from 'next/link'
import type { ChangeRow } from '../../lib/contract/changes.ts'
import type { LogLine } from '../../lib/contract/logs.ts'
import { clockTime } from '../../lib/client/format/time.ts'
import { routes } from '../../lib/client/routes.ts'
import { everything } from '../../lib/client/scope.ts'
import type { Range } from '../../lib/client/time-window.ts'
import type { TraceSummary } from '../../lib/domain/tracing/model.ts'
import { DiamondShape } from '../charts/change-strip.tsx'
import { micros } from '../traces/micros.ts'
import { inset } from './lane.tsx'

const shareOf = (at: number, { from, to }: Range) => (at - from) / (to - from)
const inside = (share: number) => share >= 0 && share <= 1

/** A diamond for each change, filled where it is about the subject; it leads to the change. */
export function ChangeMarks({
  changes,
  about,
  shown,
}: {
  changes: readonly ChangeRow[]
  about: ReadonlySet<string>
  shown: Range
}) {
  return (
    <div className="absolute inset-y-0 right-0" style={{ left: inset.axis }}>
      {changes.map((change) => {
        const share = shareOf(Date.parse(change.at) / 1_000, shown)
        if (!inside(share)) return null
        const words = `Change ${change.id}: ${change.object.kind} ${change.object.name}, ${change.summary}, ${clockTime(Date.parse(change.at))}`
        return (
          <Link
            key={change.id}
            href={routes.change(everything, change.id)}
            prefetch={false}
            aria-label={words}
            title={words}
            className="hit-24 absolute! top-1/2 z-10 -translate-x-1/2 -translate-y-1/2"
            style={{ left: `${share * 100}%` }}
          >
            <DiamondShape filled={about.has(change.object.name)} />
          </Link>
        )
      })}
    </div>
  )
}

/** When traces started against how long they took, on a logarithm; failed ones are crosses. */
export function TraceMarks({ traces, shown }: { traces: readonly TraceSummary[]; shown: Range }) {
  const durations = traces.map(({ durationUs }) => Math.max(1, durationUs))
  const most = durations.reduce((top, us) => Math.max(top, us), 1_000) * 1.3
  const least = durations.reduce((low, us) => Math.min(low, us), most) * 0.7
  const heightOf = (us: number) => (Math.log(Math.max(1, us) / least) / Math.log(most / least)) * 100
  return (
    <>
      <span className="absolute top-1 text-right text-label text-ink-3" style={{ width: inset.axis - 6 }}>
        {traces.length === 0 ? '' : micros(most / 1.3)}
      </span>
      <span className="absolute bottom-1 text-right text-label text-ink-3" style={{ width: inset.axis - 6 }}>
        {traces.length === 0 ? '' : micros(least / 0.7)}
      </span>
      <div className="absolute inset-y-1 right-0 overflow-hidden" style={{ left: inset.axis }} aria-hidden="true">
        {traces.map(({ traceId, startUs, durationUs, errorCount }) => {
          const share = shareOf(startUs / 1_000_000, shown)
          return inside(share) ? (
            <span
              key={traceId}
              className={`absolute -translate-x-1/2 translate-y-1/2 ${errorCount > 0 ? 'text-[11px] leading-none font-bold text-failing-text' : 'size-1.5 rounded-full bg-healthy opacity-75'}`}
              style={{ left: `${share * 100}%`, bottom: `${heightOf(durationUs)}%` }}
            >
              {errorCount > 0 ? '×' : ''}
            </span>
          ) : null
        })}
      </div>
    </>
  )
}

const columns = 90

/** How many lines when; errors and warnings on top of the rest. Where `partial`, the time outside of the lines was not read. */
export function LogMarks({ lines, shown, partial }: { lines: readonly LogLine[]; shown: Range; partial: boolean }) {
  const bins = Array.from({ length: columns }, () => ({ error: 0, warn: 0, other: 0 }))
  for (const { time, level } of lines) {
    const bin = bins[Math.floor(shareOf(Date.parse(time) / 1_000, shown) * columns)]
    if (bin !== undefined) bin[level === 'error' || level === 'warn' ? level : 'other'] += 1
  }
  const most = bins.reduce((top, { error, warn, other }) => Math.max(top, error + warn + other), 1)
  const filled = bins.map(({ error, warn, other }) => error + warn + other > 0)
  const [first, last] = [filled.indexOf(true), filled.lastIndexOf(true)]
  const isUnread = (index: number) => partial && (index < first || index > last)
  return (
    <>
      <span className="absolute top-1 text-right text-label text-ink-3" style={{ width: inset.axis - 6 }}>
        {lines.length === 0 ? '' : most}
      </span>
      <div
        className="absolute inset-y-1.5 right-0 flex items-end gap-px"
        style={{ left: inset.axis }}
        aria-hidden="true"
      >
        {bins.map(({ error, warn, other }, index) => (
          <span
            key={index}
            className={`flex h-full min-w-0 flex-1 flex-col justify-end ${isUnread(index) ? 'bg-surface-3' : ''}`}
          >
            <i className="bg-failing" style={{ height: `${(error / most) * 100}%` }} />
            <i className="bg-degraded" style={{ height: `${(warn / most) * 100}%` }} />
            <i className="bg-idle" style={{ height: `${(other / most) * 100}%` }} />
          </span>
        ))}
      </div>
    </>
  )
}
