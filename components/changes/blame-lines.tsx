'use client'
import { useQuery } from '@tanstack/react-query'
import { blameQuery } from '../../lib/client/queries/changes.ts'
import { dateTime } from '../../lib/client/format/time.ts'
import { ScrollableCode } from '../routing/diff-lines.tsx'

/** The live object, each line with the change that last wrote it. */
export function BlameLines({
  object,
  onOpen,
}: {
  object: { kind: string; namespace: string; name: string }
  onOpen: (id: string) => void
}) {
  const { data, error } = useQuery(blameQuery(object))
  if (error) return <p className="px-3 py-2 text-dense text-ink-3">{error.message}</p>
  if (!data) return <p className="px-3 py-2 text-dense text-ink-3">Replaying the entries of this object.</p>
  const changes = new Map(data.changes.map((change) => [change.id, change]))
  return (
    <ScrollableCode label="Blame">
      {data.lines.map(({ text, change }, place) => {
        const entry = change === null ? undefined : changes.get(change)
        return (
          <div key={place} className={`flex px-2 ${entry === undefined ? '' : 'bg-accent-bg'}`}>
            <span className="w-12 flex-none text-right text-ink-3">
              {entry === undefined ? null : (
                <button
                  type="button"
                  className="text-accent-text hover:underline"
                  title={`${entry.actor} by ${entry.source}, ${dateTime(Date.parse(entry.at))}: ${entry.summary}`}
                  onClick={() => onOpen(entry.id)}
                >
                  {entry.id}
                </button>
              )}
            </span>
            <span className="pl-3">{text}</span>
          </div>
        )
      })}
    </ScrollableCode>
  )
}
