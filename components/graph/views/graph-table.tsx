'use client'
import { useMemo, useRef, type KeyboardEvent } from 'react'
import { counted } from '../../../lib/client/format/number.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { HeadCell, Table, TableHead } from '../../ui/table.tsx'
import type { GraphSelection } from '../graph-url.ts'
import type { Found } from '../model/find.ts'
import type { GraphModel } from '../model/graph-model.ts'
import { isSelected } from '../selection.ts'
import { EdgeRow } from './edge-row.tsx'
import { saveText } from './save-text.ts'
import { columns } from './table-columns.ts'
import { tableCsv } from './table-csv.ts'
import { nextSort, parseSort, tableRows, writtenSort, type SortKey, type TableRow } from './table-rows.ts'
import { useVirtualRows } from '../../ui/use-virtual-rows.ts'

type GraphTableProps = {
  model: GraphModel
  selected: GraphSelection
  found: Found | null
  onSelect: (selection: GraphSelection) => void
  sort: string
  onSort: (sort: string) => void
}

/** From how many rows only those in sight exist. */
const virtualFrom = 100
const rowPx = 28

/** The same edges as the picture, worst first, with the same selection; finding leaves the found ones. */
export function GraphTable({ model, selected, found, onSelect, sort, onSort }: GraphTableProps) {
  const order = parseSort(sort)
  const all = useMemo(() => tableRows(model, parseSort(sort)), [model, sort])
  const rows = useMemo(() => all.filter(isFound(found)), [all, found])
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-surface-1">
      <div className="flex h-10 flex-none items-center gap-2 border-b border-line-subtle px-3.5 text-dense">
        <b className="font-semibold">Edges</b>
        <span className="truncate text-ink-3">
          {rows.length === all.length ? counted(rows.length, 'edge') : `${rows.length} of ${all.length} found`}
          {order.key === 'worst' ? ', worst first' : ''}
        </span>
        <span className="ml-auto">
          <Button
            size="sm"
            isDisabled={rows.length === 0}
            onPress={() => saveText('edges.csv', { text: tableCsv(rows), type: 'text/csv;charset=utf-8' })}
          >
            <Icon name="download" size={14} />
            CSV
          </Button>
        </span>
      </div>
      <Rows
        rows={rows}
        selected={selected}
        onSelect={onSelect}
        order={order}
        onSort={(key) => onSort(writtenSort(nextSort(order, key)))}
      />
    </div>
  )
}

function isFound(found: Found | null) {
  return ({ link: { id, source, target } }: TableRow) =>
    found === null || found.edges.has(id) || found.nodes.has(source) || found.nodes.has(target)
}

type RowsProps = {
  rows: readonly TableRow[]
  selected: GraphSelection
  onSelect: (selection: GraphSelection) => void
  order: ReturnType<typeof parseSort>
  onSort: (key: SortKey) => void
}

function Rows({ rows, selected, onSelect, order, onSort }: RowsProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const body = useRef<HTMLTableSectionElement>(null)
  const virtual = useVirtualRows({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 20,
    enabled: rows.length > virtualFrom,
  })
  const items = virtual.getVirtualItems()
  const [first, last] = rows.length > virtualFrom ? [items[0], items.at(-1)] : [undefined, undefined]
  const shown = first === undefined || last === undefined ? rows : rows.slice(first.index, last.index + 1)
  const offset = first?.index ?? 0
  const focusRow = (index: number) => {
    if (index < 0 || index >= rows.length) return
    virtual.scrollToIndex(index)
    const focus = () => body.current?.querySelector<HTMLElement>(`[data-row="${index}"]`)?.focus()
    focus()
    // A row out of sight comes into being with the next frame.
    requestAnimationFrame(focus)
  }
  return (
    <div
      ref={scroller}
      role="presentation"
      onKeyDown={(event) => moveFocus(event, rows.length, focusRow)}
      className="min-h-0 flex-1 overflow-auto"
    >
      <Table label="Edges" className="min-w-[980px] table-fixed">
        <colgroup>
          {columns.map(({ key, width }) => (
            <col key={key} style={{ width }} />
          ))}
        </colgroup>
        <TableHead>
          {columns.map(({ key, label, align }) => (
            <HeadCell
              key={key}
              align={align}
              aria-sort={order.key === key ? (order.descending ? 'descending' : 'ascending') : 'none'}
            >
              <button type="button" className="hit-24 hover:text-ink-1" onClick={() => onSort(key)}>
                {label}
                {order.key === key ? (order.descending ? ' ↓' : ' ↑') : ''}
              </button>
            </HeadCell>
          ))}
        </TableHead>
        <tbody ref={body}>
          <Spacer height={first?.start ?? 0} />
          {shown.map((row, index) => (
            <EdgeRow
              key={row.link.id}
              row={row}
              index={offset + index}
              selected={isSelected(selected, 'edge', row.link.id)}
              onSelect={onSelect}
            />
          ))}
          <Spacer height={last === undefined ? 0 : virtual.getTotalSize() - last.end} />
        </tbody>
      </Table>
    </div>
  )
}

/** Stands for rows that are out of sight. */
function Spacer({ height }: { height: number }) {
  return height <= 0 ? null : <tr aria-hidden="true" style={{ height }} />
}

/** Arrows move between rows, Home and End to the first and last. */
function moveFocus(event: KeyboardEvent<HTMLElement>, count: number, focusRow: (index: number) => void): void {
  const at = Number(event.target instanceof HTMLElement ? (event.target.dataset['row'] ?? '-1') : '-1')
  const targets: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: count - 1 }
  const next = targets[event.key]
  if (at < 0 || next === undefined) return
  event.preventDefault()
  focusRow(next)
}
