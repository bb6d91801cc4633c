import type { TableRow } from './table-rows.ts'

const columns = [
  'from',
  'to',
  'namespace',
  'protocol',
  'status',
  'requests_per_second',
  'error_ratio',
  'p50_ms',
  'p95_ms',
  'p99_ms',
  'bytes_per_second',
  'mtls_ratio',
] as const

/**
 * The rows as RFC 4180 has it, in the order shown, numbers unrounded and in base units. What nobody reported is an empty
 * cell. A cell that a spreadsheet would take for a formula gets an apostrophe.
 */
export function tableCsv(rows: readonly TableRow[]): string {
  return [columns, ...rows.map(cellsOf)].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('')
}

function cellsOf({ link: { edge }, source, target, namespace }: TableRow): string[] {
  const { p50 = null, p95 = null, p99 = null } = edge.latencyMs ?? {}
  const numbers = [edge.rps, edge.errorRatio, p50, p95, p99, edge.bytesPerSecond, edge.mtls.ratio]
  const written = numbers.map((number) => (number === null ? '' : String(number)))
  return [source, target, namespace, edge.protocol, edge.health.status, ...written]
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
