import type { TracesResponse } from '../../../lib/contract/traces.ts'

/** By which names of the store the traces were looked for; that there are none is said, not shown as an empty list. */
export function SearchedAs({ searched }: { searched: TracesResponse['searched'] }) {
  if (searched === null || searched.asked === null) return null
  const { asked, services, convention } = searched
  if (services.length === 0)
    return (
      <p className="text-small text-ink-2">
        The trace store knows no service for <b className="font-semibold">{asked}</b>: neither its app with its
        namespace (app.namespace) nor its name alone. It has sent no spans yet, or under another name.
      </p>
    )
  return (
    <p className="text-small text-ink-3">
      {asked} was searched as <span className="mono text-ink-2">{services.join(', ')}</span>
      {convention === null ? '' : ` (${convention})`}
    </p>
  )
}
