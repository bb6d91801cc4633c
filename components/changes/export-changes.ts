import type { ChangeRow } from '../../lib/contract/changes.ts'
import { verdictOf } from './change-verdict.tsx'

const columns = [
  'number',
  'time',
  'from',
  'who',
  'kind',
  'namespace',
  'name',
  'rule',
  'change',
  'reason',
  'outcome',
] as const

/** Hands the rows to the browser as a CSV file. */
export function exportChanges(changes: readonly ChangeRow[]): void {
  const url = URL.createObjectURL(new Blob([changesCsv(changes)], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = url
  link.download = 'changes.csv'
  link.click()
  URL.revokeObjectURL(url)
}

/** RFC 4180. A cell that a spreadsheet would take for a formula is quoted with an apostrophe. */
export function changesCsv(changes: readonly ChangeRow[]): string {
  const rows = changes.map((change) => [
    change.id,
    change.at,
    change.source,
    change.actor,
    change.object.kind,
    change.object.namespace,
    change.object.name,
    change.rule ?? '',
    change.summary,
    change.reason ?? '',
    verdictOf(change).words,
  ])
  return [[...columns], ...rows].map((cells) => cells.map(cell).join(',')).join('\r\n') + '\r\n'
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
