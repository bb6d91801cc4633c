import type { EdgeCheck } from '../../../lib/domain/graph/explain/model.ts'
import { withStop } from '../../../lib/client/format/sentence.ts'
import { StatusMark, type Status } from '../../ui/status-mark.tsx'

const marks: Record<EdgeCheck['status'], { status: Status; word: string }> = {
  ok: { status: 'healthy', word: 'in order' },
  warning: { status: 'degraded', word: 'to look at' },
  problem: { status: 'failing', word: 'not in order' },
  unknown: { status: 'unknown', word: 'not known' },
}

const order = ['problem', 'warning', 'unknown', 'ok'] as const

/** What was looked at, how it stands, and what to do next; problems first. */
export function EdgeChecklist({ checks }: { checks: readonly EdgeCheck[] }) {
  const sorted = checks.toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status))
  return (
    <ul className="flex flex-col gap-2">
      {sorted.map(({ check, status, sentence, next }) => (
        <li key={check} className="flex gap-2 text-dense">
          <span className="mt-[3px] flex-none">
            <StatusMark status={marks[status].status} label={marks[status].word} />
          </span>
          <span className={status === 'ok' ? 'text-ink-2' : 'text-ink-1'}>
            {withStop(sentence)} {next === null ? null : <span className="text-ink-2">{withStop(next)}</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}
