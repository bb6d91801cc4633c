'use client'
import type { Evidence } from '../../lib/contract/source-failure.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { notify } from '../ui/toast.tsx'

/** The queries behind the numbers: window, reporter, series that answered, and the text to run oneself. */
export function EvidenceList({ items }: { items: readonly Evidence[] }) {
  return (
    <ul className="flex flex-col gap-3">
      {items.map(({ name, query, windowSeconds, reporter, samples }) => (
        <li key={`${name} ${query}`} className="text-dense">
          <div className="mb-1 flex items-center gap-2">
            <b className="font-semibold">{name}</b>
            <span className="text-ink-3">{`over ${windowSeconds} s, reported by ${reporterWords[reporter]}, ${samples} series`}</span>
            <span className="ml-auto">
              <Button variant="ghost" size="sm" aria-label={`Copy the query of ${name}`} onPress={() => copy(query)}>
                <Icon name="copy" size={12} />
              </Button>
            </span>
          </div>
          <code className="block rounded-ctl border border-line-subtle bg-canvas px-2 py-1.5 font-mono text-small break-all whitespace-pre-wrap">
            {query}
          </code>
        </li>
      ))}
    </ul>
  )
}

export const reporterWords: Record<Evidence['reporter'], string> = {
  destination: 'the callee',
  source: 'the caller',
  both: 'caller and callee',
}

function copy(query: string): void {
  navigator.clipboard.writeText(query).then(
    () => notify({ status: 'healthy', text: 'Query copied.' }, 3_000),
    () => notify({ status: 'degraded', text: 'The browser did not allow copying.' }),
  )
}
