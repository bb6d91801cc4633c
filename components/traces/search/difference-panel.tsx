'use client'
import { useMemo, useState } from 'react'
import { counted, percent, text } from '../../../lib/client/format/number.ts'
import { rankDifferences, type Difference } from '../../../lib/domain/tracing/differences.ts'
import type { AttributeTable } from '../../../lib/domain/tracing/attributes.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { PanelSection, SidePanel } from '../../ui/panel.tsx'
import { shortService } from '../service-colour.ts'

const atFirst = 8

/** What sets the selected traces apart from the others, most first, with the rule it is ranked by. */
export function DifferencePanel({
  table,
  selected,
  onClose,
  onTag,
}: {
  table: AttributeTable
  selected: ReadonlySet<number>
  onClose: () => void
  /** Searches for traces with this tag. */
  onTag: (attribute: { key: string; value: string }) => void
}) {
  const [all, setAll] = useState(false)
  const result = useMemo(() => rankDifferences(table, selected), [table, selected])
  const others = table.traces - selected.size
  const differences = result.kind === 'ranked' ? result.differences : []
  const shown = all ? differences : differences.slice(0, atFirst)
  return (
    <SidePanel label="What is different" width={340}>
      <div className="min-h-0 flex-1 overflow-auto">
        <PanelSection>
          <div className="flex items-start gap-2">
            <h2 className="text-dense font-semibold">What is different here</h2>
            <span className="ml-auto">
              <IconButton icon="close" size="sm" label="Clear the selection" onPress={onClose} />
            </span>
          </div>
          <p className="text-dense text-ink-3">
            {counted(selected.size, 'selected trace')} against the other {others.toLocaleString('en-US')}. Ranked by
            what the difference of the two shares is at least, with 99 % confidence.
          </p>
        </PanelSection>
        {result.kind === 'too-few' ? (
          <p className="px-4 py-3 text-dense text-ink-2">
            {result.side === 'selected' ? 'Only' : 'Beside the selection there are only'}{' '}
            {counted(result.count, 'trace')}
            {result.side === 'selected' ? ' selected' : ''}: at least 5 on each side can be compared.
          </p>
        ) : null}
        {result.kind === 'ranked' && differences.length === 0 ? (
          <p className="px-4 py-3 text-dense text-ink-2">
            No attribute of these spans differs by more than chance explains.
          </p>
        ) : null}
        <ul>
          {shown.map((difference) => (
            <DifferenceItem key={nameOf(difference)} difference={difference} onTag={onTag} />
          ))}
        </ul>
        {differences.length > shown.length ? (
          <div className="px-4 py-2.5">
            <Button size="sm" onPress={() => setAll(true)}>
              Show {differences.length - shown.length} more
            </Button>
          </div>
        ) : null}
      </div>
    </SidePanel>
  )
}

/** What the console itself reads of a span; searched for by a filter of its own, or not at all. */
const derived = new Set(['operation', 'k8s.pod.name'])

function DifferenceItem({
  difference: { service, key, value, selected, others, alike },
  onTag,
}: {
  difference: Difference
  onTag: (attribute: { key: string; value: string }) => void
}) {
  return (
    <li className="border-b border-line-subtle px-4 py-2.5 text-dense">
      <div className="mono truncate text-small text-ink-2" title={`${service} ${key}`}>
        <span className="text-ink-3">{shortService(service)}</span> {key}
      </div>
      <b className="block font-semibold [overflow-wrap:anywhere]" title={value}>
        {value}
      </b>
      <ShareBar name="selected" {...selected} tone="bg-accent" />
      <ShareBar name="all others" {...others} tone="bg-ink-3" />
      <div className="mt-1 flex items-center gap-2">
        {alike.length === 0 ? null : (
          <span className="min-w-0 truncate text-small text-ink-3" title={alike.map(nameOf).join('\n')}>
            with it always: {alike.map(nameOf).join(', ')}
          </span>
        )}
        {derived.has(key) ? null : (
          <span className="ml-auto flex-none">
            <IconButton
              icon="filter"
              size="sm"
              label={`Only traces with ${key} = ${value}`}
              onPress={() => onTag({ key, value })}
            />
          </span>
        )}
      </div>
    </li>
  )
}

const nameOf = ({ service, key, value }: { service: string; key: string; value: string }) =>
  `${shortService(service)} ${key} = ${value}`

function ShareBar({ name, share, count, tone }: { name: string; share: number; count: number; tone: string }) {
  return (
    <div
      className="mt-1 grid grid-cols-[60px_minmax(0,1fr)_52px] items-center gap-2 text-small"
      title={counted(count, 'trace')}
    >
      <span className="text-ink-3">{name}</span>
      <span aria-hidden="true" className="h-1.5 overflow-hidden rounded-[3px] bg-surface-3">
        <span className={`block h-full ${tone}`} style={{ width: `${share * 100}%` }} />
      </span>
      <span className="text-right">{text(percent(share))}</span>
    </div>
  )
}
