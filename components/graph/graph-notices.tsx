'use client'
import type { SourceFailure } from '../../lib/contract/source-failure.ts'
import { withStop } from '../../lib/client/format/sentence.ts'
import { age } from '../../lib/client/format/time.ts'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import { StatusMark } from '../ui/status-mark.tsx'

const sourceNames: Record<SourceFailure['source'], string> = {
  prometheus: 'Prometheus',
  kubernetes: 'Kubernetes',
  'control-plane': 'Control plane',
  traces: 'Traces',
  logs: 'Logs',
  ledger: 'Ledger',
}

/** Which sources do not answer; the rest of the page is live. */
export function DegradedBanner({
  failures,
  onRetry,
  now,
}: {
  failures: readonly SourceFailure[]
  onRetry: () => void
  now: number | null
}) {
  if (failures.length === 0) return null
  const count = failures.length === 1 ? '1 source is' : `${failures.length} sources are`
  return (
    <Note tone="degraded" actions={<RetryButton onRetry={onRetry} />}>
      <b>{count} not answering.</b> What they tell is missing here, everything else is live.
      <ul className="mt-1 flex flex-col gap-1">
        {failures.map(({ source, message, since }) => (
          <li key={source} className="flex flex-wrap items-center gap-2">
            <StatusMark status="failing" />
            <span className="text-ink-1">{sourceNames[source]}</span>
            <span>{message}</span>
            {since === null || now === null ? null : (
              <span className="text-ink-3">for {age(now - Date.parse(since))}</span>
            )}
          </li>
        ))}
      </ul>
    </Note>
  )
}

/** Over an old picture: how old, and that nobody answered. */
export function StaleBanner({
  ageMs,
  message,
  onRetry,
}: {
  ageMs: number
  message: string | null
  onRetry: () => void
}) {
  return (
    <Note tone="degraded" actions={<RetryButton onRetry={onRetry} />}>
      <b>Data {age(ageMs)} old.</b> {withStop(message ?? 'The console has not answered twice')} The picture is as it
      was.
    </Note>
  )
}

function RetryButton({ onRetry }: { onRetry: () => void }) {
  return (
    <Button size="sm" onPress={onRetry}>
      Retry
    </Button>
  )
}
