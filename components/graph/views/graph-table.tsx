'use client'
import { useMemo, useState, type KeyboardEvent } from 'react'
import { bytesPerSecond, duration, percent, perSecond } from '../../../lib/client/format/number.ts'
import { MtlsShare } from '../../mesh/mtls-share.tsx'
import { QuantityText } from '../../mesh/quantity.tsx'
import { StatusMark } from '../../ui/status-mark.tsx'
import { Cell, HeadCell, Row, Table, TableHead } from '../../ui/table.tsx'
import type { GraphSelection } from '../graph-url.ts'
import type { Found } from '../model/find.ts'
import type { GraphModel } from '../model/graph-model.ts'
import { tableRows, type SortKey, type TableRow } from './table-rows.ts'

type GraphTableProps = {
  model: GraphModel
  selected: GraphSelection
  found: Found | null
  onSelect: (selection: GraphSelection) => void
}

const columns: readonly { key: SortKey | null; label: string; align: 'start' | 'end' }[] = [
  { key: 'source', label: 'From', align: 'start' },
  { key: 'target', label: 'To', align: 'start' },
  { key: null, label: 'Namespace', align: 'start' },
  { key: null, label: 'Protocol', align: 'start' },
  { key: 'rps', label: 'Req/s', align: 'end' },
  { key: 'errors', label: 'Errors', align: 'end' },
  { key: null, label: 'p50', align: 'end' },
  { key: 'p95', label: 'p95', align: 'end' },
  { key: null, label: 'p99', align: 'end' },
  { key: null, label: 'Bytes', align: 'end' },
  { key: null, label: 'mTLS', align: 'start' },
]

/** The same edges as the picture, worst first, with the same selection. */
export function GraphTable({ model, selected, found, onSelect }: GraphTableProps) {
  const [sort, setSort] = useState<SortKey>('worst')
  const rows = useMemo(() => tableRows(model, sort), [model, sort])
  const shown =
    found === null
      ? rows
      : rows.filter(
          ({ link }) => found.edges.has(link.id) || found.nodes.has(link.source) || found.nodes.has(link.target),
        )
  return (
    <div className="min-h-0 flex-1 overflow-auto bg-surface-1">
      <Table label="Edges">
        <TableHead>
          {columns.map(({ key, label, align }) => (
            <HeadCell
              key={label}
              align={align}
              {...(key === null ? {} : { 'aria-sort': sort === key ? 'descending' : 'none' })}
            >
              {key === null ? (
                label
              ) : (
                <button
                  type="button"
                  className="hit-24 hover:text-ink-1"
                  onClick={() => setSort(sort === key ? 'worst' : key)}
                >
                  {label}
                  {sort === key ? ' ↓' : ''}
                </button>
              )}
            </HeadCell>
          ))}
        </TableHead>
        <tbody>
          {shown.map((row) => (
            <EdgeRow
              key={row.link.id}
              row={row}
              selected={selected?.kind === 'edge' && selected.id === row.link.id}
              onSelect={onSelect}
            />
          ))}
        </tbody>
      </Table>
    </div>
  )
}

function EdgeRow({
  row,
  selected,
  onSelect,
}: {
  row: TableRow
  selected: boolean
  onSelect: (selection: GraphSelection) => void
}) {
  const { edge } = row.link
  const bad =
    edge.health.status === 'failing'
      ? 'font-semibold text-failing-text'
      : edge.health.status === 'degraded'
        ? 'font-semibold text-degraded-text'
        : ''
  return (
    <Row selected={selected}>
      <Cell>
        <span className="flex items-center gap-2">
          <StatusMark status={edge.health.status} label={edge.health.status} />
          <button
            type="button"
            data-row
            onKeyDown={moveFocus}
            aria-label={row.link.label}
            className="before:absolute before:inset-0"
            onClick={() => onSelect({ kind: 'edge', id: row.link.id })}
          >
            {row.source}
          </button>
        </span>
      </Cell>
      <Cell>{row.target}</Cell>
      <Cell className="text-ink-2">{row.namespace}</Cell>
      <Cell className="text-ink-2">{edge.protocol}</Cell>
      <Cell align="end">{edge.protocol === 'tcp' ? null : <QuantityText quantity={perSecond(edge.rps)} />}</Cell>
      <Cell align="end" className={bad}>
        {edge.protocol === 'tcp' ? null : <QuantityText quantity={percent(edge.errorRatio)} />}
      </Cell>
      {(['p50', 'p95', 'p99'] as const).map((name) => (
        <Cell key={name} align="end">
          {edge.protocol === 'tcp' ? null : <QuantityText quantity={duration(edge.latencyMs?.[name] ?? null)} />}
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
}

/** Arrows move between rows. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const rows = [...(event.currentTarget.closest('tbody')?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
  const at = rows.findIndex((row) => row === document.activeElement)
  const next = rows[at + (event.key === 'ArrowDown' ? 1 : -1)]
  if (next === undefined) return
  event.preventDefault()
  next.focus()
}
