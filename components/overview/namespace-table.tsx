'use client'
import Link from 'next/link'
import { useState } from 'react'
import type { NamespaceSummary } from '../../lib/contract/namespaces.ts'
import { bytesPerSecond, duration, percent, perSecond } from '../../lib/client/format/number.ts'
import { routes } from '../../lib/client/routes.ts'
import type { Scope } from '../../lib/client/scope.ts'
import { HealthBar } from '../mesh/health-bar.tsx'
import { MtlsShare, mtlsStateOf } from '../mesh/mtls-share.tsx'
import { QuantityText } from '../mesh/quantity.tsx'
import { Card } from '../ui/panel.tsx'
import { StatusMark } from '../ui/status-mark.tsx'
import { Cell, HeadCell, Row, Table, TableHead } from '../ui/table.tsx'
import { TextField } from '../ui/text-field.tsx'

const rank = { failing: 0, degraded: 1, healthy: 2, idle: 3, unknown: 4 } as const

/** Worst first, then busiest, then by name. */
export function worstFirst(items: readonly NamespaceSummary[]): NamespaceSummary[] {
  return items.toSorted(
    (a, b) =>
      rank[a.health.status] - rank[b.health.status] ||
      (b.inbound.rps ?? -1) - (a.inbound.rps ?? -1) ||
      a.name.localeCompare(b.name),
  )
}

type NamespaceTableProps = { items: readonly NamespaceSummary[]; scope: Scope; bare?: boolean }

/** Every namespace with what enters it; a row opens its graph. `bare` comes without card and filter. */
export function NamespaceTable({ items, scope, bare = false }: NamespaceTableProps) {
  const [filter, setFilter] = useState('')
  if (bare) return <Namespaces items={worstFirst(items)} scope={scope} />
  const shown = worstFirst(items).filter(({ name }) => name.includes(filter.trim().toLowerCase()))
  return (
    <Card
      title="Namespaces"
      hint="worst first"
      actions={
        <TextField
          label="Filter namespaces"
          hiddenLabel
          icon="filter"
          placeholder="Filter namespaces"
          value={filter}
          onChange={setFilter}
          className="w-44"
        />
      }
    >
      <Namespaces items={shown} scope={scope} />
      {shown.length === 0 ? (
        <p className="px-3.5 py-3 text-dense text-ink-3">No namespace has {JSON.stringify(filter)} in its name.</p>
      ) : null}
    </Card>
  )
}

function Namespaces({ items, scope }: { items: readonly NamespaceSummary[]; scope: Scope }) {
  return (
    <div className="overflow-x-auto">
      <Table label="Namespaces">
        <TableHead>
          <HeadCell>Namespace</HeadCell>
          <HeadCell>Workload health</HeadCell>
          <HeadCell align="end">In</HeadCell>
          <HeadCell align="end">Errors</HeadCell>
          <HeadCell align="end">p95</HeadCell>
          <HeadCell>mTLS</HeadCell>
          <HeadCell>Policy</HeadCell>
          <HeadCell align="end">Proxies</HeadCell>
        </TableHead>
        <tbody>
          {items.map((item) => (
            <NamespaceRow key={item.name} item={item} scope={scope} />
          ))}
        </tbody>
      </Table>
    </div>
  )
}

function NamespaceRow({ item, scope }: { item: NamespaceSummary; scope: Scope }) {
  const { name, health, healthCounts, inbound, mtlsMode, workloads } = item
  const bad =
    health.status === 'failing'
      ? 'font-semibold text-failing-text'
      : health.status === 'degraded'
        ? 'font-semibold text-degraded-text'
        : ''
  const rate =
    inbound.rps === null && inbound.bytesPerSecond !== null
      ? bytesPerSecond(inbound.bytesPerSecond)
      : perSecond(inbound.rps)
  return (
    <Row>
      <Cell>
        <span className="flex items-center gap-2">
          <StatusMark status={health.status} label={health.status} />
          <Link
            href={routes.graph({ ...scope, namespaces: [name] })}
            prefetch={false}
            title={health.reasons.join(' ')}
            className="text-ink-1 before:absolute before:inset-0"
          >
            {name}
          </Link>
        </span>
      </Cell>
      <Cell>
        <HealthBar counts={healthCounts} />
      </Cell>
      <Cell align="end">
        <QuantityText quantity={rate} />
      </Cell>
      <Cell align="end" className={bad}>
        <QuantityText quantity={percent(inbound.errorRatio)} />
      </Cell>
      <Cell align="end">
        <QuantityText quantity={duration(inbound.p95Ms)} />
      </Cell>
      <Cell>
        <MtlsShare state={mtlsStateOf(inbound.mtlsRatio)} ratio={inbound.mtlsRatio} compact />
      </Cell>
      <Cell className="text-ink-2">{mtlsMode === null ? 'none' : mtlsMode}</Cell>
      <Cell align="end" className="text-ink-2">
        {workloads === null ? 'n/a' : `${workloads.withSidecar} of ${workloads.total}`}
      </Cell>
    </Row>
  )
}
