'use client'
import Link from 'next/link'
import { Cell, HeadCell, Row, Table, TableHead } from '../../ui/table.tsx'
import { Meter } from '../../ui/meter.tsx'
import { StatusMark } from '../../ui/status-mark.tsx'
import { clockTime } from '../../../lib/client/format/time.ts'
import { routes } from '../../../lib/client/routes.ts'
import type { TraceSummary } from '../../../lib/domain/tracing/model.ts'
import { micros } from '../micros.ts'
import { shortService } from '../service-colour.ts'

/** Found traces, one line each; the bar compares with the longest of them. */
export function TraceTable({ items }: { items: readonly TraceSummary[] }) {
  const longest = items.reduce((most, { durationUs }) => Math.max(most, durationUs), 1)
  return (
    <Table label="Traces">
      <TableHead>
        <HeadCell>
          <span className="sr-only">Status</span>
        </HeadCell>
        <HeadCell>Started</HeadCell>
        <HeadCell>Root operation</HeadCell>
        <HeadCell>Trace id</HeadCell>
        <HeadCell>Duration</HeadCell>
        <HeadCell align="end">Spans</HeadCell>
        <HeadCell align="end">Services</HeadCell>
        <HeadCell align="end">Errors</HeadCell>
      </TableHead>
      <tbody>
        {items.map((trace) => (
          <TraceRow key={trace.traceId} trace={trace} longestUs={longest} />
        ))}
      </tbody>
    </Table>
  )
}

function TraceRow({ trace, longestUs }: { trace: TraceSummary; longestUs: number }) {
  const { traceId, rootService, rootOperation, startUs, durationUs, spanCount, errorCount, services } = trace
  const status = errorCount > 0 ? 'failing' : 'healthy'
  return (
    <Row>
      <Cell className="w-8">
        <StatusMark status={status} label={errorCount > 0 ? 'failed' : 'ok'} />
      </Cell>
      <Cell>{clockTime(startUs / 1_000)}</Cell>
      <Cell className="max-w-80 truncate">
        <span className="text-ink-3">{shortService(rootService)}</span> {rootOperation}
      </Cell>
      <Cell>
        <Link
          href={routes.trace(traceId)}
          prefetch={false}
          className="mono after:absolute after:inset-0 after:content-['']"
          aria-label={`Trace ${traceId}`}
        >
          {traceId.slice(0, 8)}
        </Link>
      </Cell>
      <Cell>
        <span className="grid grid-cols-[4.5rem_8rem] items-center gap-2">
          <span className="text-right">{micros(durationUs)}</span>
          <Meter ratio={durationUs / longestUs} status={status} />
        </span>
      </Cell>
      <Cell align="end">{spanCount}</Cell>
      <Cell align="end">{services.length}</Cell>
      <Cell align="end" className={errorCount > 0 ? 'text-failing-text' : 'text-ink-3'}>
        {errorCount}
      </Cell>
    </Row>
  )
}
