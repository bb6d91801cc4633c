import type { CheckAnswer } from '../../lib/contract/changes.ts'
import { StatusMark, type Status } from '../ui/status-mark.tsx'

const marks: Record<CheckAnswer['status'], { status: Status; word: string }> = {
  pass: { status: 'healthy', word: 'passes' },
  warn: { status: 'degraded', word: 'warning' },
  fail: { status: 'failing', word: 'fails' },
  unknown: { status: 'unknown', word: 'not known' },
}

/** How many pass: "6 of 7 pass". */
export function checksSummary(checks: readonly CheckAnswer[]): string {
  return `${checks.filter(({ status }) => status === 'pass').length} of ${checks.length} pass`
}

export function ChecksList({ checks }: { checks: readonly CheckAnswer[] }) {
  return (
    <ul className="flex flex-col">
      {checks.map(({ id, status, title, detail }) => (
        <li key={id} className="flex items-start gap-2 py-1 text-dense">
          <span className="mt-[3px]">
            <StatusMark status={marks[status].status} label={marks[status].word} />
          </span>
          <span className="min-w-0 flex-1">
            <span className="block">{title}</span>
            {detail === null ? null : <span className="block text-small text-ink-3">{detail}</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}
