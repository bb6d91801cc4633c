'use client'
import { useRef, useState, type ReactNode } from 'react'
import type { ProxySummary } from '../../lib/contract/proxies.ts'
import { HeadCell, Table, TableHead } from '../ui/table.tsx'
import { ProxyRow } from './proxy-row.tsx'
import type { ProxyColumn, ProxyOrder } from './proxy-rows.ts'
import { RejectionRow } from './rejection-row.tsx'
import { useVirtualRows } from '../ui/use-virtual-rows.ts'

const VIRTUAL_OVER = 100
const ROW_HEIGHT = 32
const types = ['lds', 'rds', 'cds', 'eds', 'sds'] as const

type Line = { kind: 'proxy' | 'rejection'; proxy: ProxySummary }

/** One row per proxy; a refusal opens under its row. Over 100 rows only those in sight are in the page. */
export function ProxyTable({
  rows,
  order,
  onOrder,
}: {
  rows: readonly ProxySummary[]
  order: ProxyOrder
  onOrder: (order: ProxyOrder) => void
}) {
  const frame = useRef<HTMLDivElement>(null)
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const lines = rows.flatMap((proxy): Line[] => {
    const own: Line = { kind: 'proxy', proxy }
    return proxy.state === 'nack' && !closed.has(keyOf(proxy)) ? [own, { kind: 'rejection', proxy }] : [own]
  })
  const isVirtual = lines.length > VIRTUAL_OVER
  const virtual = useVirtualRows({
    count: lines.length,
    enabled: isVirtual,
    getScrollElement: () => frame.current,
    estimateSize: (index) => (lines[index]?.kind === 'rejection' ? 150 : ROW_HEIGHT),
    overscan: 12,
  })
  const toggle = (proxy: ProxySummary) => setClosed((before) => toggled(before, keyOf(proxy)))
  const items = virtual.getVirtualItems()
  const shown = isVirtual ? items.map(({ index }) => index) : lines.map((_, index) => index)
  const before = isVirtual ? (items[0]?.start ?? 0) : 0
  const after = isVirtual ? virtual.getTotalSize() - (items.at(-1)?.end ?? 0) : 0
  return (
    <div ref={frame} className={`overflow-x-auto ${isVirtual ? 'h-[60vh] overflow-y-auto' : ''}`}>
      <Table label="Proxies">
        <TableHead>
          <SortHead column="pod" order={order} onOrder={onOrder}>
            Proxy
          </SortHead>
          <SortHead column="namespace" order={order} onOrder={onOrder}>
            Namespace
          </SortHead>
          <SortHead column="state" order={order} onOrder={onOrder}>
            State
          </SortHead>
          {types.map((type) => (
            <HeadCell key={type} className="px-1.5! text-center!">
              {type.toUpperCase()}
            </HeadCell>
          ))}
          <SortHead column="version" order={order} onOrder={onOrder}>
            Version
          </SortHead>
          <SortHead column="lastAck" order={order} onOrder={onOrder} align="end">
            Last ACK
          </SortHead>
        </TableHead>
        <tbody>
          <Space height={before} />
          {shown.map((index) => {
            const line = lines[index]
            if (line === undefined) return null
            const measure = isVirtual ? { ref: virtual.measureElement, 'data-index': index } : {}
            return line.kind === 'proxy' ? (
              <ProxyRow
                key={keyOf(line.proxy)}
                proxy={line.proxy}
                measure={measure}
                isOpen={!closed.has(keyOf(line.proxy))}
                onToggle={toggle}
              />
            ) : (
              <RejectionRow key={`${keyOf(line.proxy)} why`} proxy={line.proxy} measure={measure} />
            )
          })}
          <Space height={after} />
        </tbody>
      </Table>
    </div>
  )
}

const keyOf = ({ namespace, pod }: ProxySummary) => `${namespace}/${pod}`

function toggled(set: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(set)
  if (!next.delete(key)) next.add(key)
  return next
}

function Space({ height }: { height: number }) {
  return height > 0 ? <tr role="presentation" style={{ height }} /> : null
}

function SortHead({
  column,
  order,
  onOrder,
  align = 'start',
  children,
}: {
  column: ProxyColumn
  order: ProxyOrder
  onOrder: (order: ProxyOrder) => void
  align?: 'start' | 'end'
  children: ReactNode
}) {
  const isOwn = order.column === column
  const direction = order.descending ? 'descending' : 'ascending'
  return (
    <HeadCell align={align} aria-sort={isOwn ? direction : 'none'}>
      <button
        type="button"
        className="hit-24 cursor-pointer font-medium hover:text-ink-1"
        onClick={() => onOrder({ column, descending: isOwn && !order.descending })}
      >
        {children}
        <span aria-hidden="true">{isOwn ? (order.descending ? ' ↓' : ' ↑') : ''}</span>
      </button>
    </HeadCell>
  )
}
