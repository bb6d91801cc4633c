'use client'
import { useQuery } from '@tanstack/react-query'
import { activityQuery } from '../../lib/client/queries/changes.ts'
import { percent, text } from '../../lib/client/format/number.ts'
import { clockTime } from '../../lib/client/format/time.ts'
import { pageWindow } from '../../lib/client/time-window.ts'
import type { ChangeRow } from '../../lib/contract/changes.ts'
import { TimeSeries } from '../charts/time-series.tsx'
import { useRefresh } from '../shell/refresh.tsx'
import { useScope } from '../shell/use-scope.ts'
import { changeMarks, failuresRose, type ChangeMark } from './change-marks.ts'

/** Room of the chart's own axis and margin, so that marks stand above their moment. */
const AXIS = { left: 52, right: 8 }
/** Failed requests over time with every change on top: did something break when something changed? */
export function ActivityChart({
  changes,
  onSelect,
}: {
  changes: readonly ChangeRow[]
  onSelect: (id: string) => void
}) {
  const { scope } = useScope()
  const { refetchInterval } = useRefresh()
  const { data, error } = useQuery({ ...activityQuery(scope.window ?? pageWindow('/changes')), refetchInterval })
  const marks = data ? changeMarks(changes, data) : []
  const shown = marks.reduce((sum, mark) => sum + mark.changes.length, 0)
  return (
    <section
      aria-label="Failed requests and changes"
      className="flex-none border-b border-line-subtle bg-surface-1 pt-2 pr-2 pb-1"
    >
      <h2 className="px-4 text-dense">
        <b className="font-semibold" title={data?.query ?? ''}>
          Failed requests, all edges
        </b>{' '}
        <span className="text-ink-3">
          and {shown === 1 ? '1 change' : `${shown} changes`} in this time; a filled mark: more failed after it
        </span>
      </h2>
      {error ? (
        <p className="px-4 py-3 text-dense text-ink-3">{error.message}</p>
      ) : (
        <>
          <div className="relative mt-1 h-4" style={{ marginLeft: AXIS.left, marginRight: AXIS.right }}>
            {marks.map((mark) => (
              <Mark
                key={mark.changes[0]?.id}
                mark={mark}
                hasMoved={
                  data !== undefined && mark.changes.some(({ at }) => failuresRose(data, Date.parse(at) / 1000))
                }
                onSelect={onSelect}
              />
            ))}
          </div>
          <TimeSeries
            label="Failed requests in percent"
            height={92}
            times={data?.times ?? []}
            lines={[{ id: 'failed', name: 'failed', colour: 'series-2', values: data?.failedRatio ?? [] }]}
            format={(value) => text(percent(value))}
          />
        </>
      )}
    </section>
  )
}

function Mark({ mark, hasMoved, onSelect }: { mark: ChangeMark; hasMoved: boolean; onSelect: (id: string) => void }) {
  const [newest] = mark.changes
  if (newest === undefined) return null
  const count = mark.changes.length
  const name = `${newest.object.name}, ${newest.summary}, ${clockTime(Date.parse(newest.at))}`
  const what = count === 1 ? `Change ${newest.id}: ${name}` : `${count} changes, the latest ${newest.id}: ${name}`
  const label = hasMoved ? `${what}; more requests failed after it` : what
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={() => onSelect(newest.id)}
      className="hit-24 absolute! top-0 flex h-4 -translate-x-1/2 items-center gap-0.5 rounded-chip text-label font-semibold text-accent-text"
      style={{ left: `${mark.position * 100}%` }}
    >
      <svg width="11" height="11" viewBox="0 0 11 11" aria-hidden="true">
        <path
          d="M5.5 1L10 5.5 5.5 10 1 5.5z"
          stroke="var(--accent-line)"
          fill={hasMoved ? 'var(--accent-line)' : 'none'}
        />
      </svg>
      {count > 1 ? count : null}
    </button>
  )
}
