'use client'
import { useQuery } from '@tanstack/react-query'
import { changesQuery } from '../../lib/client/queries/changes.ts'
import { clockTime, dateTime } from '../../lib/client/format/time.ts'
import type { ChangeRow } from '../../lib/contract/changes.ts'
import { useNow } from '../shell/use-now.ts'

/** The last changes of a rule and what came of them. */
export function RuleHistory({
  namespace,
  name,
  rule,
  onOpen,
}: {
  namespace: string
  name: string
  rule: string
  onOpen: (changeId: string) => void
}) {
  const filter = { kind: 'VirtualService', namespace, name, limit: 20 }
  const { data } = useQuery({ ...changesQuery(filter), refetchInterval: 5_000 })
  const now = useNow() ?? 0
  const changes = (data?.changes ?? []).filter((change) => change.rule === null || change.rule === rule).slice(0, 4)
  return (
    <section aria-label="History of this rule" className="flex flex-col gap-2">
      <h2 className="text-small text-ink-3">History of this rule</h2>
      {changes.length === 0 ? (
        <p className="text-small text-ink-3">Nothing was changed since the ledger began.</p>
      ) : null}
      {changes.map((change) => (
        <div key={change.id} className="border-l-2 border-line pl-2 text-small">
          <button type="button" onClick={() => onOpen(change.id)} className="text-left font-medium hover:underline">
            {change.summary}
          </button>
          <div className="text-ink-3">
            {whenText(Date.parse(change.at), now)}, {outcomeText(change)}
          </div>
        </div>
      ))}
    </section>
  )
}

function whenText(at: number, now: number): string {
  return dateTime(at).slice(0, 10) === dateTime(now).slice(0, 10)
    ? `Today ${clockTime(at).slice(0, 5)}`
    : dateTime(at).slice(0, 16)
}

/** What came of a change, in two or three words. */
export function outcomeText(change: ChangeRow): string {
  if (change.outcome === 'failed') return 'refused'
  if (change.outcome === 'started') return 'outcome not recorded'
  if (change.revertedBy !== null) return `undone by ${change.revertedBy}`
  switch (change.verification?.state) {
    case undefined:
      return 'applied'
    case 'pending':
      return 'verifying'
    case 'converged':
      return 'converged'
    case 'not-converging':
      return change.verification?.cause === 'superseded' ? 'replaced by a later change' : 'not converging'
  }
}
