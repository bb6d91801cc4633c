'use client'
import { useEffect, useEffectEvent, useMemo, useState } from 'react'
import { age } from '../../lib/client/format/time.ts'
import { counted } from '../../lib/client/format/number.ts'
import { defaultGraphWindow } from '../../lib/client/queries/graph.ts'
import { routes } from '../../lib/client/routes.ts'
import { windowLabel } from '../../lib/client/time-window.ts'
import { GraphFigure } from '../graph/graph-figure.tsx'
import { EmptyGraph, FailedGraph } from '../graph/graph-instead.tsx'
import { OtherView } from '../graph/views/other-view.tsx'
import type { GraphSelection, GraphView } from '../graph/graph-url.ts'
import type { GraphModel } from '../graph/model/graph-model.ts'
import { ZoomStack } from '../graph/stage/zoom-stack.tsx'
import { useGraphData } from '../graph/use-graph-data.ts'
import { useGraphState } from '../graph/use-graph-state.ts'
import { Segmented } from '../ui/segmented.tsx'
import { useScope } from '../shell/use-scope.ts'
import { EmbedFrame } from './embed-frame.tsx'
import type { EmbedOptions } from './embed-options.ts'
import { useEmbedSession } from './use-embed-session.ts'

const views = [
  { id: 'graph', label: 'Graph', icon: 'graph' },
  { id: 'table', label: 'Table', icon: 'table' },
  { id: 'tree', label: 'Tree', icon: 'tree' },
] as const

/** The graph in a frame: the token decides which namespaces can be seen, the URL which are asked for. */
export function EmbedGraph({ options }: { options: EmbedOptions }) {
  const { scope } = useScope()
  const { state } = useGraphState()
  const { session, post } = useEmbedSession('graph')
  const [chosen, setView] = useState<GraphView | null>(null)
  const view = chosen ?? state.view
  const [selected, setSelected] = useState<GraphSelection>(null)
  const graph = useGraphData({
    scope,
    type: state.type,
    idle: state.idle,
    metric: state.metric,
    mtls: state.mtls,
    enabled: session.state === 'open',
  })
  const stable = graph.state === 'stable'
  const tellLoaded = useEffectEvent(() => post({ type: 'loaded', payload: { view: 'graph' } }))
  useEffect(() => {
    if (stable) tellLoaded()
  }, [stable])
  const window = scope.window ?? defaultGraphWindow
  const title = scope.namespaces.length === 0 ? 'Service graph' : scope.namespaces.join(', ')
  const status = useMemo(() => statusWords(graph.model), [graph.model])
  const retry = () => {
    graph.query.refetch().catch(() => undefined)
  }
  const instead =
    graph.state === 'error'
      ? { instead: <FailedGraph message={graph.query.error?.message ?? ''} onRetry={retry} /> }
      : graph.state === 'empty'
        ? { instead: <EmptyGraph window={window} namespaces={scope.namespaces} /> }
        : {}
  return (
    <EmbedFrame
      options={options}
      title={title}
      facts={`service graph, ${windowLabel(window).toLowerCase()}`}
      session={session}
      href={routes.graph(scope, { type: state.type })}
      switches={
        <Segmented
          label="View"
          size="sm"
          segments={views}
          selected={view === 'matrix' ? 'table' : view}
          onSelect={setView}
        />
      }
      status={
        <>
          <span className={graph.state === 'stale' ? 'text-degraded-text' : ''}>
            {graph.data === undefined
              ? 'No data yet'
              : `${graph.state === 'stale' ? 'Stale' : 'Live'}, data ${age(graph.ageMs)} old`}
          </span>
          <span>{status}</span>
        </>
      }
    >
      {view !== 'graph' && graph.data !== undefined ? (
        <OtherView
          view={view}
          state={graph.state}
          model={graph.model}
          selected={selected}
          found={null}
          onSelect={setSelected}
        />
      ) : (
        <GraphFigure
          state={graph.state}
          model={graph.model}
          picture={graph.picture}
          selected={selected}
          found={null}
          onSelect={setSelected}
          onStable={graph.onStable}
          floating={(actions) => (
            <div className="absolute right-3 bottom-3">
              <ZoomStack {...actions} />
            </div>
          )}
          {...instead}
        />
      )}
    </EmbedFrame>
  )
}

function statusWords({ links }: GraphModel): string {
  const count = (stroke: string) => links.filter((link) => link.stroke === stroke).length
  const open = links.filter(({ edge }) => edge.mtls.state === 'plain').length
  const parts = [
    count('failing') === 0 ? null : `${count('failing')} failing`,
    count('degraded') === 0 ? null : `${count('degraded')} degraded`,
    count('idle') === 0 ? null : `${count('idle')} idle`,
    open === 0 ? null : counted(open, 'open edge'),
  ].filter((part) => part !== null)
  return parts.length === 0 ? counted(links.length, 'edge') : parts.join(', ')
}
