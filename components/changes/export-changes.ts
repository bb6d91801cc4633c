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

/** Hands the rows to the browser as a file; JSON holds everything that the list knows of them. */
export function exportChanges(changes: readonly ChangeRow[], form: 'csv' | 'json'): void {
  const [text, type] =
    form === 'csv'
      ? [changesCsv(changes), 'text/csv']
      : [`${JSON.stringify({ changes }, null, 2)}\n`, 'application/json']
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = `changes.${form}`
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
