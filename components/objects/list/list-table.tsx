'use client'
import Link from 'next/link'
import type { KeyboardEvent, ReactNode, RefObject } from 'react'
import type { Scope } from '../../../lib/client/scope.ts'
import { Icon } from '../../ui/icon.tsx'
import { Cell, HeadCell, Row, Table, TableHead } from '../../ui/table.tsx'
import { HealthPopover } from './health-popover.tsx'
import { nextSorting, type Sorting } from './list-state.ts'
import { keyOf, type Column, type Listed, type Listing } from './listing.ts'
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
}

/** Things of one kind; the row is the link, arrow keys go from row to row. */
export function ListTable<Item extends Listed>(props: ListTableProps<Item>) {
  const { listing, columns, items, scope, scroller } = props
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
        {columns.map((column) => (
          <SortHead key={column.id} column={column} items={items} sorting={props.sorting} onSort={props.onSort} />
        ))}
      </TableHead>
      <tbody>
        <Gap pixels={above} columns={columns.length} />
        {window.map(({ index }) => {
          const item = items[index]
          return item === undefined ? null : (
            <Row key={keyOf(item)} aria-rowindex={index + 2}>
              {columns.map((column, place) => (
                <Cell
                  key={column.id}
                  align={column.end === true ? 'end' : 'start'}
                  className={place === 0 ? '' : 'max-w-80 truncate text-ink-2'}
                >
                  {place === 0 ? <NameCell item={item} href={listing.href(item, scope)} /> : drawn(column, item)}
                </Cell>
              ))}
            </Row>
          )
        })}
        <Gap pixels={below} columns={columns.length} />
      </tbody>
    </Table>
  )
}

function drawn<Item>({ cell, text }: Column<Item>, item: Item): ReactNode {
  return cell === undefined ? text(item) : cell(item)
}

function NameCell({ item, href }: { item: Listed; href: string }) {
  return (
    <span className="flex min-w-0 items-center gap-1">
      <HealthPopover name={item.name} health={item.health} />
      <Link
        href={href}
        prefetch={false}
        data-row-link
        onKeyDown={moveByArrows}
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

/** Arrow keys, Home and End move between the links of the rows; Enter is the link's own. */
function moveByArrows(event: KeyboardEvent<HTMLAnchorElement>): void {
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
}
