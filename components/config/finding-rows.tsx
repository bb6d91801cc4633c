import Link from 'next/link'
import type { Finding } from '../../lib/contract/config.ts'
import { StatusMark } from '../ui/status-mark.tsx'
import { markOfFinding } from './config-rows.ts'

type FindingRowsProps<Item extends Finding> = {
  findings: readonly Item[]
  /** Where the field is: the name of the place, and a link to it or what shows it. */
  placeOf: (finding: Item) => { label: string; href?: string; onPress?: () => void }
}

/** Findings with a mark by their severity, the sentence, the place that they are about, and every tool's code for them. */
export function FindingRows<Item extends Finding>({ findings, placeOf }: FindingRowsProps<Item>) {
  return (
    <ul>
      {findings.map((finding) => (
        <li
          key={`${finding.code} ${placeOf(finding).label} ${finding.path}`}
          className="flex gap-2.5 border-b border-line-subtle px-3.5 py-2.5 text-dense last:border-b-0"
        >
          <span className="mt-1">
            <StatusMark status={markOfFinding(finding)} label={finding.severity} />
          </span>
          <span className="min-w-0">
            <span className="wrap-break-word">{finding.message}</span>
            <span className="block text-small wrap-break-word text-ink-3">
              <Place {...placeOf(finding)} />, {[finding.code, ...finding.aliases].join(', ')}
            </span>
          </span>
        </li>
      ))}
    </ul>
  )
}

function Place({ label, href, onPress }: { label: string; href?: string; onPress?: () => void }) {
  if (href !== undefined)
    return (
      <Link href={href} prefetch={false}>
        {label}
      </Link>
    )
  if (onPress === undefined) return <span className="mono">{label}</span>
  return (
    <button type="button" onClick={onPress} className="hit-24 text-left text-accent-text underline">
      {label}
    </button>
  )
}
