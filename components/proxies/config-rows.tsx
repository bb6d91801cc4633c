'use client'
import Link from 'next/link'
import { useRef } from 'react'
import type { RuleLink } from '../../lib/domain/envoy/config-dump/model.ts'
import { routes } from '../../lib/client/routes.ts'
import { useScope } from '../shell/use-scope.ts'
import { Cell, HeadCell, Row, Table, TableHead } from '../ui/table.tsx'
import type { CellText, ConfigTable } from './config-columns.ts'
import { useVirtualRows } from '../ui/use-virtual-rows.ts'

const VIRTUAL_OVER = 100
const ROW_HEIGHT = 44

/** Rows of one part, each with the rules that made it; over 100 only those in sight are in the page. */
export function ConfigRows({
  label,
  heads,
  rows,
  hasRules,
}: {
  label: string
  heads: readonly string[]
  rows: ConfigTable['rows']
  hasRules: boolean
}) {
  const frame = useRef<HTMLDivElement>(null)
  const isVirtual = rows.length > VIRTUAL_OVER
  const virtual = useVirtualRows({
    count: rows.length,
    enabled: isVirtual,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  })
  const items = virtual.getVirtualItems()
  const shown = isVirtual ? items.map(({ index }) => index) : rows.map((_, index) => index)
  return (
    <div ref={frame} className={`overflow-x-auto ${isVirtual ? 'h-[60vh] overflow-y-auto' : ''}`}>
      <Table label={label}>
        <TableHead>
          {heads.map((head) => (
            <HeadCell key={head}>{head}</HeadCell>
          ))}
          {hasRules ? <HeadCell>Made by</HeadCell> : null}
        </TableHead>
        <tbody>
          <Space height={isVirtual ? (items[0]?.start ?? 0) : 0} />
          {shown.map((index) => {
            const row = rows[index]
            if (row === undefined) return null
            return (
              <Row key={row.key} {...(isVirtual ? { ref: virtual.measureElement, 'data-index': index } : {})}>
                {row.cells.map((cell, place) => (
                  <TextCell key={heads[place]} cell={cell} />
                ))}
                {hasRules ? (
                  <Cell>
                    <Rules rules={row.rules} />
                  </Cell>
                ) : null}
              </Row>
            )
          })}
          <Space height={isVirtual ? virtual.getTotalSize() - (items.at(-1)?.end ?? 0) : 0} />
        </tbody>
      </Table>
    </div>
  )
}

function Space({ height }: { height: number }) {
  return height > 0 ? <tr role="presentation" style={{ height }} /> : null
}

const tones = { failing: 'text-failing-text', degraded: 'text-degraded-text' } as const

function TextCell({ cell: { text, small = '', mono = false, tone } }: { cell: CellText }) {
  return (
    <Cell className={`max-w-96 py-1 ${tone === undefined ? '' : tones[tone]}`}>
      <span className={`block truncate ${mono ? 'mono text-small' : ''}`} title={text}>
        {text}
      </span>
      {small === '' ? null : (
        <span className="block truncate text-label text-ink-3" title={small}>
          {small}
        </span>
      )}
    </Cell>
  )
}

function Rules({ rules }: { rules: readonly RuleLink[] }) {
  const { scope } = useScope()
  if (rules.length === 0) return <span className="text-ink-3">Envoy’s default</span>
  return (
    <span className="flex flex-col">
      {rules.map(({ kind, namespace, name }) => (
        <Link
          key={`${kind}/${namespace}/${name}`}
          href={hrefOf(scope, { kind, namespace, name })}
          prefetch={false}
          title={`${kind} ${namespace}/${name}`}
          className="truncate text-accent-text"
        >
          <span className="text-ink-3">{kind}</span> {name}
        </Link>
      ))}
    </span>
  )
}

function hrefOf(scope: ReturnType<typeof useScope>['scope'], { kind, namespace, name }: RuleLink): string {
  if (kind === 'Service') return routes.service(scope, namespace, name)
  if (kind === 'Workload') return routes.workload(scope, namespace, name)
  return routes.configObject(scope, { kind, namespace, name })
}
