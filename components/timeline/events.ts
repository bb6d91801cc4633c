import type { ChangeRow } from '../../lib/contract/changes.ts'
import type { LogLine } from '../../lib/contract/logs.ts'
import type { Range } from '../../lib/client/time-window.ts'
import type { BadMoment } from '../../lib/domain/timeline/first-bad-moment.ts'
import type { TraceSummary } from '../../lib/domain/tracing/model.ts'

/** One thing that happened; `at` is Unix seconds. */
export type TimelineEvent =
  | { readonly kind: 'change'; readonly at: number; readonly change: ChangeRow }
  | { readonly kind: 'trace'; readonly at: number; readonly trace: TraceSummary }
  | { readonly kind: 'log'; readonly at: number; readonly line: LogLine }
  | { readonly kind: 'metric'; readonly at: number; readonly bad: BadMoment }

export interface Happenings {
  readonly changes: readonly ChangeRow[]
  readonly traces: readonly TraceSummary[]
  readonly lines: readonly LogLine[]
  readonly bad: BadMoment | null
}

const MOST_EVENTS = 200

/**
 * What lies in a range, in order of time: every change, failed traces, lines of errors and warnings, and when a series
 * went bad. `left` is how many more there are than are listed.
 */
export function eventsIn({ changes, traces, lines, bad }: Happenings, range: Range) {
  const all: TimelineEvent[] = [
    ...changes.map((change) => ({ kind: 'change' as const, at: Date.parse(change.at) / 1_000, change })),
    ...traces
      .filter(({ errorCount }) => errorCount > 0)
      .map((trace) => ({ kind: 'trace' as const, at: trace.startUs / 1_000_000, trace })),
    ...lines
      .filter(({ level }) => level === 'error' || level === 'warn')
      .map((line) => ({ kind: 'log' as const, at: Date.parse(line.time) / 1_000, line })),
    ...(bad === null ? [] : [{ kind: 'metric' as const, at: bad.at, bad }]),
  ]
  const inside = all.filter(({ at }) => at >= range.from && at <= range.to).toSorted((a, b) => a.at - b.at)
  return { events: inside.slice(0, MOST_EVENTS), left: Math.max(0, inside.length - MOST_EVENTS) }
}
