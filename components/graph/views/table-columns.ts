import type { SortKey } from './table-rows.ts'

export type Column = { key: SortKey; label: string; align: 'start' | 'end'; width: string }

/** The columns of the table in order; widths are fixed, so that rows coming into sight do not move them. */
export const columns: readonly Column[] = [
  { key: 'source', label: 'From', align: 'start', width: '18%' },
  { key: 'target', label: 'To', align: 'start', width: '16%' },
  { key: 'namespace', label: 'Namespace', align: 'start', width: '12%' },
  { key: 'protocol', label: 'Protocol', align: 'start', width: '7%' },
  { key: 'rps', label: 'Req/s', align: 'end', width: '7%' },
  { key: 'errors', label: 'Errors', align: 'end', width: '7%' },
  { key: 'p50', label: 'p50', align: 'end', width: '7%' },
  { key: 'p95', label: 'p95', align: 'end', width: '7%' },
  { key: 'p99', label: 'p99', align: 'end', width: '7%' },
  { key: 'bytes', label: 'Bytes', align: 'end', width: '8%' },
  { key: 'mtls', label: 'mTLS', align: 'start', width: '8%' },
]
