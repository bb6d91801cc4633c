'use client'
import { clockTime, dateTime } from '../../lib/client/format/time.ts'
import type { ChangeRow } from '../../lib/contract/changes.ts'
import { useNow } from '../shell/use-now.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Cell, HeadCell, Row, Table, TableHead } from '../ui/table.tsx'
import { ChangeSource } from './change-source.tsx'
import { ChangeVerdict } from './change-verdict.tsx'

export function ChangeTable({
  changes,
  isFiltered,
  selected,
  onSelect,
}: {
  changes: readonly ChangeRow[]
  isFiltered: boolean
  selected: string | null
  onSelect: (id: string) => void
}) {
  if (changes.length === 0) {
    return isFiltered ? (
      <EmptyState icon="filter" title="No entry matches." detail="Take a word or a source out of the filter." />
    ) : (
      <EmptyState
        icon="history"
        title="Nothing was changed yet."
        detail="Every write of this console, and every other change of the mesh's configuration, appears here."
      />
    )
  }
  return (
    <Table label="Changes, newest first">
      <TableHead>
        <HeadCell>No.</HeadCell>
        <HeadCell>When</HeadCell>
        <HeadCell>From</HeadCell>
        <HeadCell>Object</HeadCell>
        <HeadCell>What and why</HeadCell>
        <HeadCell>Who</HeadCell>
        <HeadCell>Verified</HeadCell>
      </TableHead>
      <tbody>
        {changes.map((change) => (
          <ChangeTableRow key={change.id} change={change} isSelected={change.id === selected} onSelect={onSelect} />
        ))}
      </tbody>
    </Table>
  )
}

function ChangeTableRow({
  change,
  isSelected,
  onSelect,
}: {
  change: ChangeRow
  isSelected: boolean
  onSelect: (id: string) => void
}) {
  const now = useNow() ?? 0
  const at = Date.parse(change.at)
  const isToday = dateTime(at).slice(0, 10) === dateTime(now).slice(0, 10)
  return (
    <Row selected={isSelected} className="h-[41px]">
      <Cell className="text-ink-2">
        <button type="button" className="after:absolute after:inset-0" onClick={() => onSelect(change.id)}>
          <span className="sr-only">Change </span>
          {change.id}
        </button>
      </Cell>
      <Cell
        className="text-ink-2"
        title={
          change.notBefore === null
            ? dateTime(at)
            : `between ${dateTime(Date.parse(change.notBefore))} and ${dateTime(at)}, while no console ran`
        }
      >
        {change.notBefore === null ? '' : 'by '}
        {isToday ? clockTime(at) : dateTime(at).slice(0, 16)}
      </Cell>
      <Cell>
        <ChangeSource source={change.source} />
      </Cell>
      <Cell>
        <TwoLines first={change.object.name} second={`${change.object.kind}, ${change.object.namespace}`} strong />
      </Cell>
      <Cell className="max-w-80">
        <TwoLines
          first={change.rule === null ? change.summary : `${change.rule}: ${change.summary}`}
          second={change.reverts === null ? (change.reason ?? 'no reason given') : `undoes change ${change.reverts}`}
        />
      </Cell>
      <Cell className="text-ink-2">{change.actor}</Cell>
      <Cell>
        <ChangeVerdict change={change} />
      </Cell>
    </Row>
  )
}

function TwoLines({ first, second, strong = false }: { first: string; second: string; strong?: boolean }) {
  return (
    <>
      <span className={`block truncate leading-[17px] ${strong ? 'font-medium' : ''}`} title={first}>
        {first}
      </span>
      <span className="block truncate text-small leading-[15px] text-ink-3" title={second}>
        {second}
      </span>
    </>
  )
}
