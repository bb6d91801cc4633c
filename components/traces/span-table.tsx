'use client'
import { useMemo } from 'react'
import { Cell, HeadCell, Row, Table, TableHead } from '../ui/table.tsx'
import { criticalPath } from '../../lib/domain/tracing/critical-path.ts'
import { selfTimeUs } from '../../lib/domain/tracing/self-time.ts'
import type { SpanTree } from '../../lib/domain/tracing/span-tree.ts'
import { micros } from './micros.ts'

/** The trace added up by service and operation, the most time of its own first. */
export function SpanTable({ tree, colours }: { tree: SpanTree; colours: ReadonlyMap<string, string> }) {
  const rows = useMemo(() => totals(tree), [tree])
  return (
    <div className="min-h-0 flex-1 overflow-auto bg-surface-1">
      <Table label="Time by operation">
        <TableHead>
          <HeadCell>Service</HeadCell>
          <HeadCell>Operation</HeadCell>
          <HeadCell align="end">Spans</HeadCell>
          <HeadCell align="end">Errors</HeadCell>
          <HeadCell align="end">Total</HeadCell>
          <HeadCell align="end">Self time</HeadCell>
          <HeadCell align="end">On the critical path</HeadCell>
        </TableHead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.key}>
              <Cell>
                <span className="flex items-center gap-2 font-medium">
                  <i className="size-2 rounded-[2px]" style={{ background: colours.get(row.service) }} />
                  {row.service}
                </span>
              </Cell>
              <Cell className="text-ink-2">{row.operation}</Cell>
              <Cell align="end">{row.spans}</Cell>
              <Cell align="end" className={row.errors > 0 ? 'text-failing-text' : 'text-ink-3'}>
                {row.errors}
              </Cell>
              <Cell align="end">{micros(row.totalUs)}</Cell>
              <Cell align="end">{micros(row.selfUs)}</Cell>
              <Cell align="end" className="font-medium">
                {row.criticalUs === 0 ? <span className="text-ink-3">none</span> : micros(row.criticalUs)}
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </div>
  )
}

type Total = {
  key: string
  service: string
  operation: string
  spans: number
  errors: number
  totalUs: number
  selfUs: number
  criticalUs: number
}

function totals(tree: SpanTree): Total[] {
  const found = new Map<string, Total>()
  const entry = (service: string, operation: string) => {
    const key = `${service}\0${operation}`
    const known = found.get(key) ?? {
      key,
      service,
      operation,
      spans: 0,
      errors: 0,
      totalUs: 0,
      selfUs: 0,
      criticalUs: 0,
    }
    found.set(key, known)
    return known
  }
  for (const node of tree.nodes) {
    const total = entry(node.span.service, node.span.operation)
    total.spans += 1
    total.errors += node.span.error ? 1 : 0
    total.totalUs += node.span.durationUs
    total.selfUs += selfTimeUs(node)
  }
  for (const { node, startUs, endUs } of tree.roots.flatMap(criticalPath))
    entry(node.span.service, node.span.operation).criticalUs += endUs - startUs
  return [...found.values()].toSorted((a, b) => b.selfUs - a.selfUs)
}
