'use client'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useMemo } from 'react'
import { counted, duration, percent, perSecond, text } from '../../lib/client/format/number.ts'
import { clockTime } from '../../lib/client/format/time.ts'
import type { Range } from '../../lib/client/time-window.ts'
import { errorRatios, firstBadMoment } from '../../lib/domain/timeline/first-bad-moment.ts'
import { SaveCapsuleButton } from '../capsule/save-capsule-button.tsx'
import { useShortcut } from '../shell/shortcuts/shortcut-provider.tsx'
import { useUrlParam } from '../traces/use-url-param.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Note } from '../ui/note.tsx'
import { Skeleton, SkeletonRows } from '../ui/skeleton.tsx'
import { BrushArea } from './brush.tsx'
import { BrushPanel } from './brush-panel.tsx'
import { EventList } from './event-list.tsx'
import { eventsIn } from './events.ts'
import { inset, Lane } from './lane.tsx'
import type { MetricLine } from './metric-lane.tsx'
import { ChangeMarks, LogMarks, TraceMarks } from './mark-lanes.tsx'
import { brushOf, brushText, movedBrush, type Subject } from './timeline-url.ts'
import { useTimeline, type Timeline } from './use-timeline.ts'

const MetricLane = dynamic(() => import('./metric-lane.tsx').then((module) => module.MetricLane), {
  ssr: false,
  loading: () => <Skeleton className="my-2 mr-0 ml-14 h-12" />,
})

/** All lanes of a subject over one time, the brush, and what lies in it. */
export function TimelineView({
  subject,
  shown,
  onZoom,
}: {
  subject: Subject
  shown: Range
  onZoom: (range: Range) => void
}) {
  const router = useRouter()
  const timeline = useTimeline(subject, shown)
  const [brushParam, setBrushParam] = useUrlParam('brush')
  const brush = useMemo(() => brushOf(brushParam, shown), [brushParam, shown])
  const setBrush = (next: Range | null) => setBrushParam(next === null ? undefined : brushText(next))
  const { series } = timeline
  const bad = useMemo(() => (series === null ? null : firstBadMoment(series)), [series])
  const changes = timeline.changes.data?.changes ?? []
  const range = brush ?? shown
  const { events, left } = eventsIn(
    { changes, traces: timeline.traces.data?.items ?? [], lines: timeline.logs.data?.lines ?? [], bad },
    range,
  )
  useBrushKeys({ brush, shown, setBrush, onZoom })
  return (
    <div data-testid="timeline" className="flex min-h-0 flex-1 flex-col">
      <header className="flex min-h-12 flex-none items-center gap-3 border-b border-line-subtle bg-surface-1 px-3">
        <IconButton icon="chevronLeft" label="Back" onPress={() => router.back()} />
        <h1 className="text-title font-[650] tracking-tight">{timeline.title === '' ? 'Timeline' : timeline.title}</h1>
        <span className="text-dense text-ink-3 max-md:hidden">
          one time axis for everything known of this {subject.kind}
        </span>
        <span className="ml-auto">
          <SaveCapsuleButton range={range} />
        </span>
      </header>
      <div className="relative flex min-h-0 flex-1 max-xl:flex-col max-xl:overflow-auto">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col overflow-auto bg-surface-1 max-xl:flex-none max-xl:overflow-visible">
          <Problems timeline={timeline} />
          <BrushArea shown={shown} brush={brush} onBrush={setBrush}>
            <TimeAxis shown={shown} />
            <Lanes timeline={timeline} shown={shown} />
          </BrushArea>
          <h2 className="flex flex-none items-center gap-2 border-b border-line px-3.5 py-2 text-dense">
            <b className="font-semibold">{brush === null ? 'In this time' : 'In the brush'}</b>
            <span className="text-ink-3">
              {clockTime(range.from * 1_000)} to {clockTime(range.to * 1_000)},{' '}
              {timeline.complete ? counted(events.length + left, 'event') : 'still loading'}
            </span>
          </h2>
          {events.length === 0 && !timeline.complete ? (
            <SkeletonRows rows={4} label="Loading what happened" />
          ) : (
            <EventList events={events} left={left} />
          )}
        </div>
        <BrushPanel
          series={series}
          loading={timeline.loading}
          bad={bad}
          changes={changes}
          shown={shown}
          brush={brush}
          onBrush={setBrush}
          onZoom={() => (brush === null ? undefined : onZoom(brush))}
        />
      </div>
    </div>
  )
}

function Problems({ timeline: { error, traces, logs, changes } }: { timeline: Timeline }) {
  const degraded = [...(traces.data?.degraded ?? []), ...(logs.data?.degraded ?? [])].map(({ message }) => message)
  const failed = [error, traces.error, logs.error, changes.error].flatMap((one) => (one === null ? [] : [one.message]))
  const sentences = [...new Set([...failed, ...degraded])]
  if (sentences.length === 0) return null
  return (
    <div className="flex flex-col gap-2 p-3">
      {sentences.map((sentence) => (
        <Note key={sentence} tone="degraded">
          {sentence}
        </Note>
      ))}
    </div>
  )
}

function TimeAxis({ shown }: { shown: Range }) {
  const shares = [0, 0.2, 0.4, 0.6, 0.8, 1]
  return (
    <div className="relative h-6 border-b border-line text-small text-ink-3">
      <div className="absolute inset-y-0" style={{ left: inset.label + inset.axis, right: inset.right }}>
        {shares.map((share) => (
          <span
            key={share}
            className={`absolute top-1 ${share === 0 ? '' : share === 1 ? '-translate-x-full' : '-translate-x-1/2 max-sm:hidden'}`}
            style={{ left: `${share * 100}%` }}
          >
            {clockTime((shown.from + share * (shown.to - shown.from)) * 1_000)}
          </span>
        ))}
      </div>
    </div>
  )
}

function Lanes({ timeline, shown }: { timeline: Timeline; shown: Range }) {
  const { series, loading, traces, logs, changes } = timeline
  const metric = (lines: readonly MetricLine[], format: (value: number) => string, least: number) =>
    series === null ? (
      <p className="py-2 text-small text-ink-3" style={{ paddingLeft: inset.axis }}>
        {loading ? 'Asking the metrics' : 'No metrics of this time'}
      </p>
    ) : (
      <MetricLane times={series.times} lines={lines} shown={shown} format={format} least={least} />
    )
  const items = traces.data?.items ?? []
  const failed = items.filter(({ errorCount }) => errorCount > 0).length
  const lines = logs.data?.lines ?? []
  return (
    <>
      <Lane title="Changes" icon="history" height={34}>
        <ChangeMarks changes={changes.data?.changes ?? []} about={timeline.about} shown={shown} />
      </Lane>
      <Lane title="Requests" hint="per second" height={84}>
        {metric(
          [{ name: 'requests', colour: 'series-1', values: series?.rps ?? [] }],
          (value) => text(perSecond(value)),
          1,
        )}
      </Lane>
      <Lane title="Errors" hint="share of requests" height={76}>
        {metric(
          [{ name: 'errors', colour: 'status-failing', values: series === null ? [] : errorRatios(series) }],
          (value) => text(percent(value)),
          0.05,
        )}
      </Lane>
      <Lane title="Duration" hint="p50 and p95" height={84}>
        {metric(
          [
            { name: 'p95', colour: 'series-3', values: series?.p95 ?? [] },
            { name: 'p50', colour: 'series-2', values: series?.p50 ?? [] },
          ],
          (value) => text(duration(value)),
          10,
        )}
      </Lane>
      <Lane
        title="Traces"
        icon="traces"
        height={84}
        hint={
          traces.data === undefined
            ? 'loading'
            : `${items.length}${traces.data.limited ? ' of more' : ''}, ${failed} failed`
        }
      >
        <TraceMarks traces={items} shown={shown} />
      </Lane>
      <Lane
        title="Logs"
        icon="logs"
        height={64}
        hint={
          logs.data === undefined
            ? 'loading'
            : `${counted(lines.length, 'line')}${logs.data.limited ? ', grey: not read' : ''}`
        }
      >
        <LogMarks
          lines={lines}
          shown={shown}
          partial={logs.data !== undefined && (logs.data.limited || logs.data.searched?.complete === false)}
        />
      </Lane>
    </>
  )
}

function useBrushKeys({
  brush,
  shown,
  setBrush,
  onZoom,
}: {
  brush: Range | null
  shown: Range
  setBrush: (brush: Range | null) => void
  onZoom: (range: Range) => void
}): void {
  const group = 'This page'
  const middle = (shown.from + shown.to) / 2
  const quarter = (shown.to - shown.from) / 4
  const current = brush ?? { from: middle - quarter / 2, to: middle + quarter / 2 }
  const move = (by: { move: number } | { resize: number }) =>
    setBrush(brush === null ? current : movedBrush(current, shown, by))
  useShortcut({ keys: 'arrowleft', label: 'Move the brush back', group, run: () => move({ move: -1 }) })
  useShortcut({ keys: 'arrowright', label: 'Move the brush on', group, run: () => move({ move: 1 }) })
  useShortcut({ keys: 'shift+arrowleft', label: 'Make the brush shorter', group, run: () => move({ resize: -1 }) })
  useShortcut({ keys: 'shift+arrowright', label: 'Make the brush longer', group, run: () => move({ resize: 1 }) })
  useShortcut({ keys: 'escape', label: 'Clear the brush', group, run: () => setBrush(null) })
  useShortcut({
    keys: 'z',
    label: 'Zoom to the brush',
    group,
    run: () => {
      if (brush !== null) onZoom(brush)
    },
  })
}
