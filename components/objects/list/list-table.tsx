'use client'
import Link from 'next/link'
import type { KeyboardEvent, ReactNode, RefObject } from 'react'
import type { Scope } from '../../../lib/client/scope.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Cell, HeadCell, Row, Table, TableHead } from '../../ui/table.tsx'
import { HealthPopover } from './health-popover.tsx'
import { nextSorting, type Sorting } from './list-state.ts'
import { keyOf, type Column, type Listed, type Listing } from './listing.ts'
import { extendedTo, toggledAll, toggledRow, type SelectedRows } from './selected-rows.ts'
import { useVirtualRows } from '../../ui/use-virtual-rows.ts'

/** Longer lists draw only the rows in sight. */
export const drawnAtOnce = 100
const rowPixels = 29

type ListTableProps<Item extends Listed> = {
  listing: Listing<Item>
  columns: readonly Column<Item>[]
  items: readonly Item[]
  scope: Scope
  sorting: Sorting
  onSort: (sorting: Sorting) => void
  scroller: RefObject<HTMLDivElement | null>
  /** Rows that can be selected; without it there is nothing to select for. */
  selection?: RowSelection
}

export type RowSelection = {
  selected: SelectedRows
  onChange: (selected: SelectedRows) => void
}

/** Things of one kind; the row is the link, arrow keys go from row to row. */
export function ListTable<Item extends Listed>(props: ListTableProps<Item>) {
  const { listing, columns, items, scope, scroller, selection } = props
  const width = columns.length + (selection === undefined ? 0 : 1)
  const whole = items.length <= drawnAtOnce
  const virtual = useVirtualRows({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPixels,
    overscan: 20,
    enabled: !whole,
  })
  const window = whole ? items.map((_, index) => ({ index, start: 0, end: 0 })) : virtual.getVirtualItems()
  const above = whole ? 0 : (window[0]?.start ?? 0)
  const below = whole ? 0 : virtual.getTotalSize() - (window.at(-1)?.end ?? 0)
  return (
    <Table label={`${listing.noun}s`} className={whole ? '' : 'table-fixed'} rowCount={items.length + 1}>
      <TableHead>
        {selection === undefined ? null : <SelectAll noun={listing.noun} items={items} {...selection} />}
        {columns.map((column) => (
          <SortHead key={column.id} column={column} items={items} sorting={props.sorting} onSort={props.onSort} />
        ))}
      </TableHead>
      <tbody>
        <Gap pixels={above} columns={width} />
        {window.map(({ index }) => {
          const item = items[index]
          return item === undefined ? null : (
            <Row
              key={keyOf(item)}
              aria-rowindex={index + 2}
              selected={selection?.selected.keys.has(keyOf(item)) === true}
            >
              {selection === undefined ? null : <SelectCell item={item} items={items} {...selection} />}
              {columns.map((column, place) => (
                <Cell
                  key={column.id}
                  align={column.end === true ? 'end' : 'start'}
                  className={place === 0 ? nameClass(selection) : 'max-w-80 truncate text-ink-2'}
                >
                  {place === 0 ? (
                    <NameCell
                      item={item}
                      href={listing.href(item, scope)}
                      onExtend={(key) => selection?.onChange(extendedTo(selection.selected, key, items))}
                    />
                  ) : (
                    drawn(column, item)
                  )}
                </Cell>
              ))}
            </Row>
          )
        })}
        <Gap pixels={below} columns={width} />
      </tbody>
    </Table>
  )
}

function drawn<Item>({ cell, text }: Column<Item>, item: Item): ReactNode {
  return cell === undefined ? text(item) : cell(item)
}

/** The box stands before the name, which needs no room of its own then. */
const nameClass = (selection: RowSelection | undefined) => (selection === undefined ? '' : 'pl-0')

type SelectProps = RowSelection & { items: readonly Listed[] }

function SelectAll({ noun, items, selected, onChange }: SelectProps & { noun: string }) {
  const some = items.some((item) => selected.keys.has(keyOf(item)))
  const all = some && items.every((item) => selected.keys.has(keyOf(item)))
  return (
    <HeadCell className="w-9">
      <Checkbox
        label={`Select every ${noun} that is shown`}
        isSelected={all}
        isIndeterminate={some && !all}
        onChange={() => onChange(toggledAll(selected, items))}
      />
    </HeadCell>
  )
}

function SelectCell({ item, items, selected, onChange }: SelectProps & { item: Listed }) {
  const key = keyOf(item)
  return (
    <Cell className="w-9">
      <span
        className="relative z-[1] flex w-5"
        onClickCapture={(event) => {
          if (!event.shiftKey) return
          event.preventDefault()
          event.stopPropagation()
          onChange(extendedTo(selected, key, items))
        }}
      >
        <Checkbox
          label={`Select ${key}`}
          isSelected={selected.keys.has(key)}
          onChange={() => onChange(toggledRow(selected, key))}
        />
      </span>
    </Cell>
  )
}

type NameCellProps = { item: Listed; href: string; onExtend: (key: string) => void }

function NameCell({ item, href, onExtend }: NameCellProps) {
  return (
    <span className="flex min-w-0 items-center gap-1">
      <HealthPopover name={item.name} health={item.health} />
      <Link
        href={href}
        prefetch={false}
        data-row-link={keyOf(item)}
        onKeyDown={(event) => moveByArrows(event, onExtend)}
        className="truncate text-ink-1 before:absolute before:inset-0"
      >
        {item.name}
      </Link>
    </span>
  )
}

function Gap({ pixels, columns }: { pixels: number; columns: number }) {
  return pixels <= 0 ? null : (
    <tr aria-hidden="true" style={{ height: pixels }}>
      <td colSpan={columns}>{'\u00a0'}</td>
    </tr>
  )
}

type SortHeadProps<Item> = {
  column: Column<Item>
  items: readonly Item[]
  sorting: Sorting
  onSort: (sorting: Sorting) => void
}

function SortHead<Item>({ column, items, sorting, onSort }: SortHeadProps<Item>) {
  const current = sorting?.column === column.id
  const ordered = current ? { 'aria-sort': sorting.descending ? ('descending' as const) : ('ascending' as const) } : {}
  const numeric = items.some((item) => typeof column.sort(item) === 'number')
  return (
    <HeadCell align={column.end === true ? 'end' : 'start'} {...ordered}>
      <button
        type="button"
        onClick={() => onSort(nextSorting(sorting, column.id, numeric))}
        className={`inline-flex h-6 max-w-full items-center gap-1 hover:text-ink-1 ${current ? 'text-ink-1' : ''}`}
      >
        <span className="truncate">{column.label}</span>
        {current ? <Icon name={sorting.descending ? 'chevronDown' : 'chevronUp'} size={12} /> : null}
      </button>
    </HeadCell>
  )
}

/** Arrow keys, Home and End move between the links of the rows, with Shift they select on the way; Enter is the link's own. */
function moveByArrows(event: KeyboardEvent<HTMLAnchorElement>, onExtend: (key: string) => void): void {
  const table = event.currentTarget.closest('tbody')
  const links = [...(table?.querySelectorAll<HTMLElement>('[data-row-link]') ?? [])]
  const here = links.findIndex((link) => link === document.activeElement)
  if (here < 0) return
  const next = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: links.length - 1 }[event.key]
  if (next === undefined) return
  event.preventDefault()
  const link = links[Math.min(Math.max(next, 0), links.length - 1)]
  link?.focus()
  link?.scrollIntoView({ block: 'nearest' })
  const key = link?.dataset['rowLink']
  if (event.shiftKey && key !== undefined) onExtend(key)
}
