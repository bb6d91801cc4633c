import Link from 'next/link'
import { counted, duration, percent, text } from '../../lib/client/format/number.ts'
import { preciseTime } from '../../lib/client/format/time.ts'
import { routes } from '../../lib/client/routes.ts'
import { everything } from '../../lib/client/scope.ts'
import { lineWords } from '../logs/line-words.ts'
import { surroundings } from '../logs/log-filter.ts'
import { micros } from '../traces/micros.ts'
import { DiamondShape } from '../charts/change-strip.tsx'
import { StatusMark } from '../ui/status-mark.tsx'
import type { TimelineEvent } from './events.ts'

/** What lies in the brush, in order of time; each line leads on. */
export function EventList({ events, left }: { events: readonly TimelineEvent[]; left: number }) {
  if (events.length === 0)
    return (
      <p className="px-3.5 py-3 text-dense text-ink-3">
        Nothing was changed here, no trace failed, and no line is an error or a warning.
      </p>
    )
  return (
    <>
      <ol aria-label="Events">
        {events.map((event, index) => (
          <li
            key={index}
            className="relative grid min-h-7 grid-cols-[100px_76px_minmax(0,1fr)] items-center gap-2 border-b border-line-subtle px-3.5 text-dense hover:bg-surface-2"
          >
            <span className="mono text-ink-3">{preciseTime(event.at * 1_000)}</span>
            <EventLine event={event} />
          </li>
        ))}
      </ol>
      {left === 0 ? null : (
        <p className="px-3.5 py-2 text-small text-ink-3">
          {counted(left, 'later event')} not listed: narrow the brush.
        </p>
      )}
    </>
  )
}

const whole = "min-w-0 truncate text-ink-1 after:absolute after:inset-0 after:content-['']"

function EventLine({ event }: { event: TimelineEvent }) {
  switch (event.kind) {
    case 'change':
      return (
        <>
          <Kind name="change" mark={<DiamondShape filled />} />
          <Link href={routes.change(everything, event.change.id)} prefetch={false} className={whole}>
            <b className="font-semibold">{event.change.id}</b> {event.change.object.kind} {event.change.object.name},{' '}
            {event.change.summary} <span className="text-ink-3">{event.change.actor}</span>
          </Link>
        </>
      )
    case 'trace':
      return (
        <>
          <Kind name="trace" mark={<StatusMark status="failing" label="failed" />} />
          <Link href={routes.trace(event.trace.traceId)} prefetch={false} className={whole}>
            <span className="mono">{event.trace.traceId.slice(0, 8)}</span> {event.trace.rootOperation},{' '}
            {micros(event.trace.durationUs)}, {counted(event.trace.errorCount, 'failed span')}
          </Link>
        </>
      )
    case 'log': {
      const { text: words, flags } = lineWords(event.line)
      const { namespace, pod, time, level } = event.line
      return (
        <>
          <Kind name="log" mark={<StatusMark status={level === 'error' ? 'failing' : 'degraded'} label={level} />} />
          <Link
            href={routes.logs({ namespaces: [namespace], ...surroundings(time) }, { pod, mark: time })}
            prefetch={false}
            className={`${whole} mono`}
          >
            {pod} {flags.length === 0 ? null : <b className="text-failing-text">{flags.join(' ')} </b>}
            {words}
          </Link>
        </>
      )
    }
    case 'metric':
      return (
        <>
          <Kind name="metric" mark={<StatusMark status="failing" label="bad" />} />
          <span>
            {event.bad.what === 'errors'
              ? `Errors leave what was usual, ${text(percent(event.bad.before))} to ${text(percent(event.bad.after))}`
              : `p95 leaves what was usual, ${text(duration(event.bad.before))} to ${text(duration(event.bad.after))}`}
          </span>
        </>
      )
  }
}

function Kind({ name, mark }: { name: string; mark: React.ReactNode }) {
  return (
    <span className="flex items-center gap-1.5 text-ink-2">
      {mark}
      {name}
    </span>
  )
}
