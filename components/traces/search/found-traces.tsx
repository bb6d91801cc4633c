'use client'
import dynamic from 'next/dynamic'
import { useMemo, useState, type ReactNode } from 'react'
import type { TracesResponse } from '../../../lib/contract/traces.ts'
import { counted } from '../../../lib/client/format/number.ts'
import { routes } from '../../../lib/client/routes.ts'
import { parseDuration, parseInstant } from '../../../lib/domain/model/time-window.ts'
import { formatTags } from '../../../lib/domain/tracing/tag-filter.ts'
import { useNow } from '../../shell/use-now.ts'
import { useScope } from '../../shell/use-scope.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Card } from '../../ui/panel.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { micros } from '../micros.ts'
import { DifferencePanel } from './difference-panel.tsx'
import { durationDomain, slowFrom, timeDomain } from './scatter-points.ts'
import { selectedPlaces, type Plot, type Scale, type Selection } from './selection.ts'
import { addTyped, defaultWindow, type TraceFilter } from './trace-filter.ts'
import type { TraceChartKind } from './trace-scatter.tsx'
import { TraceTable } from './trace-table.tsx'

const TraceScatter = dynamic(() => import('./trace-scatter.tsx').then((module) => module.TraceScatter), {
  ssr: false,
  loading: () => <Skeleton className="m-3.5 h-60" />,
})

/** From here on single points cover each other, and drawing them takes longer than reading them. */
const manyTraces = 1_000

type FoundProps = {
  data: TracesResponse
  filter: TraceFilter
  onChange: (filter: TraceFilter) => void
  notes: ReactNode
}

/** The found traces as chart and table, and beside them what sets a selection of them apart. */
export function FoundTraces({ data, filter, onChange, notes }: FoundProps) {
  const [selection, setSelection] = useState<Selection | null>(null)
  const { items } = data
  const selected = useMemo(() => (selection === null ? null : selectedPlaces(items, selection)), [items, selection])
  const table = useMemo(() => ({ traces: items.length, attributes: data.attributes }), [items, data.attributes])
  const onTag = ({ key, value }: { key: string; value: string }) => {
    const change = addTyped(filter, formatTags([{ key, value }]))
    if ('filter' in change) onChange(change.filter)
  }
  return (
    <div className="relative flex min-h-0 flex-1">
      <div className="min-h-0 min-w-0 flex-1 overflow-auto">
        <div className="flex flex-col gap-3 px-4 py-3">
          {notes}
          <ChartCard data={data} selection={selection} selectedCount={selected?.size ?? 0} onSelect={setSelection} />
          <ListCard data={data} selected={selected} onClear={() => setSelection(null)} />
        </div>
      </div>
      {selected === null ? null : (
        <DifferencePanel table={table} selected={selected} onTag={onTag} onClose={() => setSelection(null)} />
      )}
    </div>
  )
}

function ListCard({
  data: { items, limited },
  selected,
  onClear,
}: {
  data: TracesResponse
  selected: ReadonlySet<number> | null
  onClear: () => void
}) {
  const [ticked, setTicked] = useState<readonly string[]>([])
  const rows = useMemo(
    () => (selected === null ? items : items.filter((_, place) => selected.has(place))),
    [items, selected],
  )
  // A third tick takes the place of the first: two are compared.
  const tick = (traceId: string, on: boolean) =>
    setTicked(on ? [...ticked.slice(-1), traceId] : ticked.filter((id) => id !== traceId))
  const [a, b] = ticked
  const hint =
    selected !== null
      ? `${selected.size} of ${items.length}`
      : limited
        ? `${items.length} over this time, newest first; more match`
        : `${items.length}, newest first`
  const actions = (
    <>
      {selected === null ? null : (
        <Button size="sm" onPress={onClear}>
          Show all
        </Button>
      )}
      {a === undefined || b === undefined ? (
        <span className="text-small text-ink-3 max-md:hidden">Tick two to compare them</span>
      ) : (
        <ButtonLink size="sm" href={routes.traceCompare(a, b)}>
          Compare 2
        </ButtonLink>
      )}
    </>
  )
  return (
    <Card title={selected === null ? 'Traces' : 'Selected traces'} hint={hint} actions={actions}>
      <div data-testid="traces" data-count={rows.length} className="overflow-x-auto">
        <TraceTable items={rows} ticked={ticked} onTick={tick} />
      </div>
    </Card>
  )
}

type ChartProps = {
  data: TracesResponse
  selection: Selection | null
  selectedCount: number
  onSelect: (selection: Selection | null) => void
}

function ChartCard({ data: { items, limited }, selection, selectedCount, onSelect }: ChartProps) {
  const [scale, setScale] = useState<Scale>('log')
  const [chosen, setKind] = useState<TraceChartKind | null>(null)
  const kind = chosen ?? (items.length >= manyTraces ? 'heatmap' : 'scatter')
  const timeMs = useTimeDomain(items, limited)
  const durationUs = useMemo(() => durationDomain(items, scale), [items, scale])
  const [startMs, endMs] = timeMs
  const plot: Plot = useMemo(
    () => ({ timeMs: [startMs, endMs], durationUs, scale }),
    [startMs, endMs, durationUs, scale],
  )
  return (
    <Card
      title={counted(items.length, 'trace')}
      hint={kind === 'scatter' ? '× failed, ● ok, size is span count, drag a box to select' : 'drag a box to select'}
      actions={
        <>
          <Selecting items={items} onSelect={onSelect} />
          <Segmented
            label="Chart"
            size="sm"
            segments={[
              { id: 'scatter', label: 'Scatter' },
              { id: 'heatmap', label: 'Heatmap' },
            ]}
            selected={kind}
            onSelect={setKind}
          />
          <Segmented
            label="Duration axis"
            size="sm"
            segments={[
              { id: 'log', label: 'Log' },
              { id: 'linear', label: 'Linear' },
            ]}
            selected={scale}
            onSelect={setScale}
          />
        </>
      }
    >
      <TraceScatter
        items={items}
        kind={kind}
        plot={plot}
        selection={selection}
        selectedCount={selectedCount}
        onSelect={onSelect}
      />
    </Card>
  )
}

/** The ways to select without a pointer: the failed ones, and the slowest of twenty. */
function Selecting({ items, onSelect }: Pick<ChartProps, 'onSelect'> & { items: TracesResponse['items'] }) {
  const slow = slowFrom(items)
  const failed = items.filter(({ errorCount }) => errorCount > 0).length
  return (
    <span className="flex gap-2 max-lg:hidden">
      {failed === 0 ? null : (
        <Button size="sm" onPress={() => onSelect({ kind: 'failed' })}>
          Select {failed} failed
        </Button>
      )}
      {slow === undefined ? null : (
        <Button size="sm" onPress={() => onSelect({ kind: 'slower', fromUs: slow })}>
          Select over {micros(slow)}
        </Button>
      )}
    </span>
  )
}

function useTimeDomain(items: TracesResponse['items'], limited: boolean): readonly [number, number] {
  const { scope } = useScope()
  const now = useNow()
  const at = scope.at === undefined ? null : parseInstant(scope.at)
  const windowMs = (parseDuration(scope.window ?? defaultWindow) ?? 900) * 1_000
  return timeDomain(items, { endMs: at === null ? now : at * 1_000, windowMs, limited })
}
