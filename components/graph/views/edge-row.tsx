'use client'
import { memo } from 'react'
import { bytesPerSecond, duration, percent, perSecond, type Quantity } from '../../../lib/client/format/number.ts'
import type { GraphEdge } from '../../../lib/domain/graph/model.ts'
import { MtlsShare } from '../../mesh/mtls-share.tsx'
import { QuantityText } from '../../mesh/quantity.tsx'
import { StatusMark } from '../../ui/status-mark.tsx'
import { Cell, Row } from '../../ui/table.tsx'
import type { GraphSelection } from '../graph-url.ts'
import type { TableRow } from './table-rows.ts'

const protocols: Record<GraphEdge['protocol'], string> = { http: 'HTTP', grpc: 'gRPC', tcp: 'TCP' }

type EdgeRowProps = {
  row: TableRow
  index: number
  selected: boolean
  onSelect: (selection: GraphSelection) => void
}

/** One edge: its row is its button. TCP has no requests, so those cells are empty and not zero. */
export const EdgeRow = memo(function EdgeRow({ row, index, selected, onSelect }: EdgeRowProps) {
  const { edge } = row.link
  const requests = (quantity: Quantity, className = '') =>
    edge.protocol === 'tcp' ? null : <QuantityText quantity={quantity} className={className} />
  return (
    <Row selected={selected}>
      <Cell>
        <span className="flex items-center gap-2">
          <StatusMark status={edge.health.status} label={edge.health.status} />
          <button
            type="button"
            data-row={index}
            aria-label={row.link.label}
            className="min-w-0 truncate before:absolute before:inset-0"
            onClick={() => onSelect({ kind: 'edge', id: row.link.id })}
          >
            {row.source}
          </button>
        </span>
      </Cell>
      <Cell className="truncate">{row.target}</Cell>
      <Cell className="truncate text-ink-2">{row.namespace}</Cell>
      <Cell className="text-ink-2">{protocols[edge.protocol]}</Cell>
      <Cell align="end">{requests(perSecond(edge.rps))}</Cell>
      <Cell align="end">{requests(percent(edge.errorRatio), badClass(edge))}</Cell>
      {(['p50', 'p95', 'p99'] as const).map((name) => (
        <Cell key={name} align="end">
          {requests(duration(edge.latencyMs?.[name] ?? null))}
        </Cell>
      ))}
      <Cell align="end">
        <QuantityText quantity={bytesPerSecond(edge.bytesPerSecond)} />
      </Cell>
      <Cell>
        <MtlsShare state={edge.mtls.state} ratio={edge.mtls.ratio} compact />
      </Cell>
    </Row>
  )
})

/** Errors stand out where the edge is unwell and has some. */
export function badClass({ health, errorRatio }: GraphEdge): string {
  if ((errorRatio ?? 0) === 0) return ''
  if (health.status === 'failing') return 'font-semibold text-failing-text!'
  return health.status === 'degraded' ? 'font-semibold text-degraded-text!' : ''
}
