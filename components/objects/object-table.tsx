import Link from 'next/link'
import { bytesPerSecond, duration, percent, perSecond } from '../../lib/client/format/number.ts'
import { MtlsShare, mtlsStateOf } from '../mesh/mtls-share.tsx'
import { QuantityText } from '../mesh/quantity.tsx'
import { StatusMark } from '../ui/status-mark.tsx'
import { Cell, HeadCell, Row, Table, TableHead } from '../ui/table.tsx'
import type { ObjectRow } from './object-row.ts'

/** Objects of one kind with what enters them; the row is the link. */
export function ObjectTable({
  label,
  detailHead,
  rows,
}: {
  label: string
  detailHead: string
  rows: readonly ObjectRow[]
}) {
  return (
    <div className="overflow-x-auto">
      <Table label={label}>
        <TableHead>
          <HeadCell>Name</HeadCell>
          <HeadCell>Namespace</HeadCell>
          <HeadCell>{detailHead}</HeadCell>
          <HeadCell align="end">Ready</HeadCell>
          <HeadCell align="end">In</HeadCell>
          <HeadCell align="end">Errors</HeadCell>
          <HeadCell align="end">p95</HeadCell>
          <HeadCell>mTLS</HeadCell>
        </TableHead>
        <tbody>
          {rows.map((row) => (
            <ObjectLine key={row.key} row={row} />
          ))}
        </tbody>
      </Table>
    </div>
  )
}

function ObjectLine({ row }: { row: ObjectRow }) {
  const { health, inbound, ready } = row
  const bad =
    health.status === 'failing'
      ? 'font-semibold text-failing-text'
      : health.status === 'degraded'
        ? 'font-semibold text-degraded-text'
        : ''
  const short = ready !== null && ready.ready < ready.wanted
  return (
    <Row>
      <Cell>
        <span className="flex items-center gap-2">
          <StatusMark status={health.status} label={health.status} />
          <Link
            href={row.href}
            prefetch={false}
            title={health.reasons.join(' ')}
            className="text-ink-1 before:absolute before:inset-0"
          >
            {row.name}
          </Link>
        </span>
      </Cell>
      <Cell className="text-ink-2">{row.namespace}</Cell>
      <Cell className="max-w-96 truncate text-ink-2">{row.detail}</Cell>
      <Cell align="end" className={short ? 'font-semibold text-degraded-text' : 'text-ink-2'}>
        {ready === null ? 'n/a' : `${ready.ready} of ${ready.wanted}`}
      </Cell>
      <Cell align="end">
        <QuantityText
          quantity={
            inbound.rps === null && inbound.bytesPerSecond !== null
              ? bytesPerSecond(inbound.bytesPerSecond)
              : perSecond(inbound.rps)
          }
        />
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
    </Row>
  )
}
