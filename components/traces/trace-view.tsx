'use client'
import { useQuery } from '@tanstack/react-query'
import { ApiError } from '../../lib/client/api.ts'
import { traceQuery } from '../../lib/client/queries/traces.ts'
import { everything } from '../../lib/client/scope.ts'
import { routes } from '../../lib/client/routes.ts'
import type { TraceResponse } from '../../lib/contract/traces.ts'
import type { SpanNode } from '../../lib/domain/tracing/span-tree.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Note } from '../ui/note.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { Flame } from './flame.tsx'
import { SelectedSpan } from './span-panel/selected-span.tsx'
import type { SpanLinks } from './span-panel/span-panel.tsx'
import { SpanTable } from './span-table.tsx'
import { TraceHeader } from './trace-header.tsx'
import { TraceToolbar } from './trace-toolbar.tsx'
import { useTraceModel, useTraceState, type TraceState } from './use-trace-state.ts'
import { Legend } from './waterfall/legend.tsx'
import { Minimap } from './waterfall/minimap.tsx'
import { TimeAxis } from './waterfall/time-axis.tsx'
import { Waterfall } from './waterfall/waterfall.tsx'
import { useMemo } from 'react'

/** One trace, loaded. In a frame of another site `embedded` leaves out every way to a page of the console. */
export function TraceView({
  traceId,
  embedded = false,
  onBack,
}: {
  traceId: string
  embedded?: boolean
  onBack?: () => void
}) {
  const query = useQuery(traceQuery(traceId))
  if (query.data !== undefined)
    return <LoadedTrace trace={query.data} facts={!embedded} embedded={embedded} onBack={onBack} />
  if (query.error === null) return <SkeletonRows rows={12} label="Loading the trace" />
  return <TraceFailure traceId={traceId} error={query.error} onRetry={() => void query.refetch()} />
}

function TraceFailure({ traceId, error, onRetry }: { traceId: string; error: Error; onRetry: () => void }) {
  const retry = (
    <Button size="sm" onPress={onRetry}>
      Try again
    </Button>
  )
  if (error instanceof ApiError && error.status === 404)
    return (
      <EmptyState
        icon="traces"
        title={`The trace ${traceId} is not in the trace store.`}
        detail="It may have been removed by age, was not sampled, or its spans are still on their way."
        action={retry}
      />
    )
  return (
    <div className="p-4">
      <Note tone="failing" role="alert" actions={retry}>
        {error.message}
      </Note>
    </div>
  )
}

type Loaded = { trace: TraceResponse; facts: boolean; embedded: boolean; onBack: (() => void) | undefined }

/** A trace that is there: from the store, or from a file, of which the mesh knows nothing (`facts` false). */
export function LoadedTrace({ trace, facts, embedded, onBack }: Loaded) {
  const model = useTraceModel(trace)
  const state = useTraceState(model)
  const { tree, colours, sections } = model
  const { selected } = state
  return (
    <div data-testid="trace" data-spans={tree.nodes.length} className="flex min-h-0 flex-1 flex-col">
      <TraceHeader trace={trace} tree={tree} sections={sections} stored={facts} onBack={onBack} />
      <div className="relative flex min-h-0 flex-1">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <TraceToolbar state={state} />
          <Body model={model} state={state} truncatedAt={trace.truncatedAt} slim={trace.slim} />
        </div>
        {selected === null ? null : (
          <SelectedSpan
            key={selected.span.spanId}
            trace={trace}
            node={selected}
            facts={facts}
            onSelect={state.select}
            originUs={tree.startUs}
            colour={colours.get(selected.span.service) ?? 'var(--series-8)'}
            links={embedded ? noLinks : linksOf(trace, selected)}
            onClose={() => state.select(null)}
          />
        )}
      </div>
    </div>
  )
}

type BodyProps = {
  model: ReturnType<typeof useTraceModel>
  state: TraceState
  truncatedAt: number | null
  slim: boolean
}

function Body({ model: { tree, colours }, state, truncatedAt, slim }: BodyProps) {
  const { range, selected, select, rows, critical, collapsed, toggle } = state
  const matches = useMemo(() => new Set(state.matches), [state.matches])
  if (state.view === 'table') return <SpanTable tree={tree} colours={colours} />
  const minimap = <Minimap tree={tree} range={range} colours={colours} onRange={state.setRange} />
  if (state.view === 'flame')
    return (
      <>
        {minimap}
        <Flame tree={tree} range={range} colours={colours} selected={selected} onSelect={select} />
      </>
    )
  const head = (
    <TimeAxis range={range} originUs={tree.startUs} onFoldAll={state.foldAll} onUnfoldAll={state.unfoldAll} />
  )
  return (
    <>
      {minimap}
      <Waterfall
        head={head}
        rows={rows}
        range={range}
        colours={colours}
        critical={critical}
        matches={matches}
        selected={selected}
        collapsed={collapsed}
        onSelect={select}
        onStep={state.goToRow}
        onToggle={toggle}
      />
      {state.errorsOnly && rows.length === 0 ? <EmptyState icon="check" title="No span of this trace failed." /> : null}
      <Legend tree={tree} truncatedAt={truncatedAt} slim={slim} />
    </>
  )
}

const noLinks: SpanLinks = { logs: undefined, workload: undefined }

function linksOf(trace: TraceResponse, { span }: SpanNode): SpanLinks {
  const home = homeNamespace(trace)
  const logs =
    home === null
      ? undefined
      : routes.logs({ ...everything, namespaces: [home], ...timeOf(trace) }, { traceId: trace.traceId })
  const { namespace, workload } = span
  if (namespace === null || workload === null) return { logs, workload: undefined }
  return { logs, workload: routes.workload({ ...everything, namespaces: [namespace] }, namespace, workload) }
}

/** Logs are read by namespace: the one where most of the trace happened. */
function homeNamespace({ spans }: TraceResponse): string | null {
  const counts = new Map<string, number>()
  for (const { namespace } of spans) if (namespace !== null) counts.set(namespace, (counts.get(namespace) ?? 0) + 1)
  const [most] = [...counts].toSorted(([, a], [, b]) => b - a)
  return most?.[0] ?? null
}

/** The trace's own time with some seconds around it: its lines are long gone from the newest ones. */
function timeOf({ spans }: TraceResponse): { window: string; at: string } {
  const start = spans.reduce((least, { startUs }) => Math.min(least, startUs), Infinity)
  const end = spans.reduce((most, { startUs, durationUs }) => Math.max(most, startUs + durationUs), 0)
  const seconds = Math.ceil((end - start) / 1_000_000) + 8
  return { window: `${seconds}s`, at: new Date(end / 1_000 + 3_000).toISOString() }
}
