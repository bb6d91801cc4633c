'use client'
import { useState } from 'react'
import { Group } from 'react-aria-components'
import type { ChangeRow } from '../../lib/contract/changes.ts'
import { age, clockTime } from '../../lib/client/format/time.ts'
import { duration, percent, perSecond, text } from '../../lib/client/format/number.ts'
import type { Range } from '../../lib/client/time-window.ts'
import {
  beforeAfter,
  lastBefore,
  restAndRange,
  type BadMoment,
  type BeforeAfter,
  type TimelineSeries,
} from '../../lib/domain/timeline/first-bad-moment.ts'
import { Button } from '../ui/button.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { Note } from '../ui/note.tsx'
import { PanelSection, SidePanel } from '../ui/panel.tsx'
import { TextField } from '../ui/text-field.tsx'
import { momentOf } from './timeline-url.ts'

/** What came first, the brush's edges as inputs, and before against after. */
export function BrushPanel({
  series,
  loading,
  bad,
  changes,
  shown,
  brush,
  onBrush,
  onZoom,
}: {
  series: TimelineSeries | null
  /** Whether the series may still come. */
  loading: boolean
  bad: BadMoment | null
  changes: readonly ChangeRow[]
  shown: Range
  brush: Range | null
  onBrush: (brush: Range | null) => void
  onZoom: () => void
}) {
  return (
    <SidePanel label="Brush" width={340} narrow="below">
      <div className="min-h-0 flex-1 overflow-auto">
        <PanelSection>
          {loading ? (
            <p className="text-dense text-ink-3">Asking the metrics</p>
          ) : (
            <WhatCameFirst bad={bad} changes={changes} known={series !== null} />
          )}
        </PanelSection>
        <PanelSection
          title="Brush"
          actions={
            brush === null ? null : (
              <>
                <Button size="sm" onPress={onZoom}>
                  Zoom here
                </Button>
                <Button size="sm" variant="ghost" onPress={() => onBrush(null)}>
                  Clear
                </Button>
              </>
            )
          }
        >
          <BrushInputs brush={brush ?? shown} shown={shown} onBrush={onBrush} />
          <p className="mt-2 flex flex-wrap items-center gap-1 text-small text-ink-3 max-md:hidden">
            <Kbd>←</Kbd> <Kbd>→</Kbd> move, <Kbd>Shift</Kbd> resizes, <Kbd>Z</Kbd> zoom, <Kbd>Esc</Kbd> clear
          </p>
        </PanelSection>
        {series === null || brush === null ? null : (
          <PanelSection title={`From ${clockTime(brush.from * 1_000)} to ${clockTime(brush.to * 1_000)}`}>
            <BeforeAfterTable heads={['Rest', 'Brush']} rows={restAndRange(series, brush)} />
          </PanelSection>
        )}
        {series === null ? null : (
          <PanelSection
            title={bad === null ? 'Before and after the middle' : `Before and after ${clockTime(bad.at * 1_000)}`}
          >
            <BeforeAfterTable
              heads={['Before', 'After']}
              rows={beforeAfter(series, bad?.at ?? (shown.from + shown.to) / 2)}
            />
          </PanelSection>
        )}
      </div>
    </SidePanel>
  )
}

function WhatCameFirst({
  bad,
  changes,
  known,
}: {
  bad: BadMoment | null
  changes: readonly ChangeRow[]
  known: boolean
}) {
  if (!known)
    return <p className="text-dense text-ink-3">No metrics of this time: nothing can be said of what came first.</p>
  if (bad === null) return <Note>Neither errors nor p95 left what was usual in this time.</Note>
  const cause = lastBefore(
    changes.map((change) => ({ change, at: Date.parse(change.at) / 1_000 })),
    bad.at,
  )
  const what = bad.what === 'errors' ? 'errors rose' : 'p95 rose'
  return cause === null ? (
    <Note tone="failing">
      <b>No change comes before it.</b> At {clockTime(bad.at * 1_000)} {what}; the ledger knows no change in the five
      minutes before.
    </Note>
  ) : (
    <Note tone="failing">
      <b>A change comes first, by {age((bad.at - cause.at) * 1_000)}.</b> {clockTime(cause.at * 1_000)} change{' '}
      {cause.change.id} of {cause.change.object.kind} {cause.change.object.name}, {clockTime(bad.at * 1_000)} {what}.
    </Note>
  )
}

/** The brush's edges. What is being typed outlives a moving range; leaving the inputs puts back what is in force. */
function BrushInputs({ brush, shown, onBrush }: { brush: Range; shown: Range; onBrush: (brush: Range) => void }) {
  const [typed, setTyped] = useState<{ from?: string; to?: string }>({})
  const [error, setError] = useState<string | undefined>()
  const from = typed.from ?? clockTime(brush.from * 1_000)
  const to = typed.to ?? clockTime(brush.to * 1_000)
  const settle = () => {
    setTyped({})
    setError(undefined)
  }
  const apply = () => {
    const [start, end] = [momentOf(from, shown), momentOf(to, shown)]
    if (start === null || end === null || end <= start)
      return setError(
        `From and to are times such as ${clockTime(shown.from * 1_000)}, in this order and inside the time shown.`,
      )
    settle()
    onBrush({ from: Math.max(start, shown.from), to: Math.min(end, shown.to) })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        apply()
      }}
    >
      <Group
        className="flex flex-wrap items-start gap-2"
        onBlur={({ currentTarget, relatedTarget }) => {
          if (!currentTarget.contains(relatedTarget)) settle()
        }}
      >
        <TextField
          label="From"
          hiddenLabel
          mono
          value={from}
          onChange={(value) => setTyped({ ...typed, from: value })}
          className="w-28"
        />
        <span className="pt-1.5 text-dense text-ink-3">to</span>
        <TextField
          label="To"
          hiddenLabel
          mono
          value={to}
          onChange={(value) => setTyped({ ...typed, to: value })}
          className="w-28"
        />
        <button type="submit" className="sr-only">
          Set the brush
        </button>
        {error === undefined ? null : (
          <p role="alert" className="w-full text-small text-failing-text">
            {error}
          </p>
        )}
      </Group>
    </form>
  )
}

const names: Record<BeforeAfter['name'], string> = { rps: 'Requests', errors: 'Errors', p50: 'p50', p95: 'p95' }

function BeforeAfterTable({
  heads: [before, after],
  rows,
}: {
  heads: readonly [string, string]
  rows: readonly BeforeAfter[]
}) {
  return (
    <table className="w-full text-dense">
      <thead>
        <tr className="text-small text-ink-3">
          <th className="text-left font-medium">Mean</th>
          <th className="text-right font-medium">{before}</th>
          <th className="text-right font-medium">{after}</th>
          <th className="text-right font-medium">Change</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name} className="border-b border-line-subtle last:border-b-0">
            <th className="py-1 text-left font-normal">{names[row.name]}</th>
            <td className="text-right">{valueText(row.name, row.before)}</td>
            <td className="text-right font-medium">{valueText(row.name, row.after)}</td>
            <td className="text-right">{changeText(row)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function valueText(name: BeforeAfter['name'], value: number | null): string {
  if (name === 'rps') return text(perSecond(value))
  return text(name === 'errors' ? percent(value) : duration(value))
}

function changeText({ name, before, after }: BeforeAfter): string {
  if (before === null || after === null) return 'n/a'
  if (name === 'errors') return `${after >= before ? '+' : '−'}${Math.abs((after - before) * 100).toFixed(1)} pt`
  if (before === 0) return after === 0 ? '0 %' : 'new'
  return `${after >= before ? '+' : '−'}${Math.abs(((after - before) / before) * 100).toFixed(0)} %`
}
