import Link from 'next/link'
import type { ChangeRow } from '../../lib/contract/changes.ts'
import { age, clockTime } from '../../lib/client/format/time.ts'
import { routes } from '../../lib/client/routes.ts'
import type { Scope } from '../../lib/client/scope.ts'
import type { Explained } from './onset.ts'

/** The last entries of the ledger: what, where from; the diff is one click away. */
export function RecentChanges({
  changes,
  explained,
  scope,
}: {
  changes: readonly ChangeRow[]
  /** The one that a present problem began after. */
  explained: Explained | null
  scope: Scope
}) {
  if (changes.length === 0)
    return <p className="px-3.5 py-3 text-dense text-ink-2">Nothing has been changed since the ledger began.</p>
  return (
    <ul className="py-1">
      {changes.map((change) => (
        <li key={change.id} className="flex items-start gap-2.5 px-3.5 py-1.5 text-dense">
          <time dateTime={change.at} className="w-12 flex-none text-ink-3">
            {clockTime(Date.parse(change.at)).slice(0, 5)}
          </time>
          <svg width="11" height="18" viewBox="0 0 11 18" aria-hidden="true" className="flex-none">
            <path
              d="M5.5 4.5L10 9l-4.5 4.5L1 9z"
              fill={change.id === explained?.change.id ? 'var(--accent-line)' : 'none'}
              stroke="var(--accent-line)"
            />
          </svg>
          <span className="min-w-0 flex-1">
            <Link href={routes.change(scope, change.id)} prefetch={false} className="block truncate text-ink-1">
              <b className="font-semibold">{change.object.name}</b> {change.summary}
            </Link>
            <span className="block truncate text-small text-ink-3">
              {change.object.kind}
              {change.revertedBy === null ? '' : ', undone'}
              {change.outcome === 'failed' ? ', refused' : ''}
              {change.verification?.state === 'not-converging' ? ', not converging' : ''}
            </span>
            {change.id === explained?.change.id ? (
              <span className="block text-small text-failing-text">{`Errors rose ${age(explained.lagMs)} later`}</span>
            ) : null}
          </span>
          <span className="max-w-24 flex-none truncate text-small text-ink-3">{change.source}</span>
        </li>
      ))}
    </ul>
  )
}
