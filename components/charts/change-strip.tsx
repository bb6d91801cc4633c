'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { clockTime } from '../../lib/client/format/time.ts'
import { changesQuery } from '../../lib/client/queries/changes.ts'
import { routes } from '../../lib/client/routes.ts'
import { everything } from '../../lib/client/scope.ts'
import type { Range } from '../../lib/client/time-window.ts'
import { changeMarks, type ChangeMark } from '../changes/change-marks.ts'

/** Every configuration change of the span that the charts of a page share; refreshed with the page. */
export function useChangeMarks(span: Range | null, enabled: boolean): readonly ChangeMark[] {
  const { data } = useQuery({ ...changesQuery(), enabled: enabled && span !== null })
  return span === null || data === undefined ? [] : changeMarks(data.changes, span)
}

/** One diamond per change above its moment, filled where it is about what the chart shows; it leads to the change. */
export function ChangeStrip({ marks, about }: { marks: readonly ChangeMark[]; about: ReadonlySet<string> }) {
  if (marks.length === 0) return null
  return (
    <div className="relative mr-2 ml-[52px] h-4">
      {marks.map((mark) => (
        <Diamond key={mark.changes[0]?.id} mark={mark} about={about} />
      ))}
    </div>
  )
}

function Diamond({ mark, about }: { mark: ChangeMark; about: ReadonlySet<string> }) {
  const [newest] = mark.changes
  if (newest === undefined) return null
  const count = mark.changes.length
  const what = `${newest.object.kind} ${newest.object.name}, ${newest.summary}, ${clockTime(Date.parse(newest.at))}`
  const label = count === 1 ? `Change ${newest.id}: ${what}` : `${count} changes, the latest ${newest.id}: ${what}`
  return (
    <Link
      href={routes.change(everything, newest.id)}
      prefetch={false}
      aria-label={label}
      title={label}
      className="hit-24 absolute! top-0 flex h-4 -translate-x-1/2 items-center gap-0.5 rounded-chip text-label font-semibold text-accent-text no-underline!"
      style={{ left: `${mark.position * 100}%` }}
    >
      <DiamondShape filled={mark.changes.some(({ object }) => about.has(object.name))} />
      {count > 1 ? count : null}
    </Link>
  )
}

/** The sign of a configuration change. */
export function DiamondShape({ filled }: { filled: boolean }) {
  return (
    <svg width="11" height="11" viewBox="0 0 11 11" aria-hidden="true" className="flex-none">
      <path
        d="M5.5 1L10 5.5 5.5 10 1 5.5z"
        stroke="var(--accent-line)"
        strokeWidth="1.2"
        fill={filled ? 'var(--accent-line)' : 'none'}
      />
    </svg>
  )
}
