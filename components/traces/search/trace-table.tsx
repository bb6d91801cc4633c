'use client'
import Link from 'next/link'
import { useState } from 'react'
import { Cell, HeadCell, Row, Table, TableHead } from '../../ui/table.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Meter } from '../../ui/meter.tsx'
import { StatusMark } from '../../ui/status-mark.tsx'
import { clockTime } from '../../../lib/client/format/time.ts'
import { routes } from '../../../lib/client/routes.ts'
import type { TraceSummary } from '../../../lib/domain/tracing/model.ts'
import { micros } from '../micros.ts'
import { shortService } from '../service-colour.ts'

const pageRows = 100

/** Found traces, one line each; the bar compares with the longest of them. Two that are ticked can be compared. */
export function TraceTable({
  items,
  ticked,
  onTick,
}: {
  items: readonly TraceSummary[]
  ticked: readonly string[]
  onTick: (traceId: string, on: boolean) => void
}) {
  const [shown, setShown] = useState(pageRows)
  const longest = items.reduce((most, { durationUs }) => Math.max(most, durationUs), 1)
  return (
    <>
      <Table label="Traces">
        <TableHead>
          <HeadCell>
            <span className="sr-only">Compare</span>
          </HeadCell>
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
          {items.slice(0, shown).map((trace) => (
            <TraceRow
              key={trace.traceId}
              trace={trace}
              longestUs={longest}
              ticked={ticked.includes(trace.traceId)}
              onTick={onTick}
            />
          ))}
        </tbody>
      </Table>
      {items.length > shown ? (
        <div className="flex items-center gap-2 px-3.5 py-2 text-dense text-ink-3">
          <Button size="sm" onPress={() => setShown(shown + pageRows)}>
            Show {Math.min(pageRows, items.length - shown)} more
          </Button>
          {items.length - shown} not listed
        </div>
      ) : null}
    </>
  )
}

type TraceRowProps = {
  trace: TraceSummary
  longestUs: number
  ticked: boolean
  onTick: (traceId: string, on: boolean) => void
}

function TraceRow({ trace, longestUs, ticked, onTick }: TraceRowProps) {
  const { traceId, rootService, rootOperation, startUs, durationUs, spanCount, errorCount, services } = trace
  const status = errorCount > 0 ? 'failing' : 'healthy'
  return (
    <Row selected={ticked}>
      <Cell className="w-8">
        <span className="relative z-10 flex">
          <Checkbox label={`Compare ${traceId}`} isSelected={ticked} onChange={(on) => onTick(traceId, on)} />
        </span>
      </Cell>
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
