'use client'
import type { ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ScrollAcross } from '../../ui/scroll-region.tsx'
import { Cell, HeadCell, Row, Table } from '../../ui/table.tsx'
import { StatusChip } from '../../ui/chip.tsx'
import { keyOf, type Column, type Listed, type Listing } from './listing.ts'

/** More columns than that are read better as a list. */
export const mostCompared = 6

type RowComparisonProps<Item extends Listed> = {
  listing: Listing<Item>
  items: readonly Item[]
  isOpen: boolean
  onClose: () => void
}

/** Things beside each other, every column of their list a row; what is the same in all stands back. */
export function RowComparison<Item extends Listed>({ listing, items, isOpen, onClose }: RowComparisonProps<Item>) {
  const [, ...properties] = listing.columns
  return (
    <Dialog
      title={`${items.length} ${listing.kind} compared`}
      isOpen={isOpen}
      onClose={onClose}
      width={280 + items.length * 190}
      footer={<Button onPress={onClose}>Close</Button>}
    >
      <ScrollAcross label="Comparison">
        <Table label="Comparison">
          <thead>
            <tr>
              <HeadCell>Property</HeadCell>
              {items.map((item) => (
                <HeadCell key={keyOf(item)} className="text-ink-1!">
                  {keyOf(item)}
                </HeadCell>
              ))}
            </tr>
          </thead>
          <tbody>
            <Row>
              <Cell className="text-ink-3">Health</Cell>
              {items.map((item) => (
                <Cell key={keyOf(item)}>
                  <StatusChip status={item.health.status} />
                </Cell>
              ))}
            </Row>
            {properties.map((column) => (
              <Property key={column.id} column={column} items={items} />
            ))}
          </tbody>
        </Table>
      </ScrollAcross>
    </Dialog>
  )
}

function Property<Item extends Listed>({ column, items }: { column: Column<Item>; items: readonly Item[] }): ReactNode {
  const isSame = new Set(items.map(column.text)).size === 1
  return (
    <Row>
      <Cell className="text-ink-3">{column.label}</Cell>
      {items.map((item) => (
        <Cell key={keyOf(item)} className={`max-w-60 truncate ${isSame ? 'text-ink-3' : 'text-ink-1'}`}>
          {isSame || column.cell === undefined ? column.text(item) : column.cell(item)}
        </Cell>
      ))}
    </Row>
  )
}
