'use client'
import { useCallback, useMemo, useState } from 'react'
import { parseFind } from '../../lib/domain/graph/find-expression/parser.ts'
import { defaultGraphWindow } from '../../lib/client/queries/graph.ts'
import { age } from '../../lib/client/format/time.ts'
import { StatusItems } from '../shell/status-bar.tsx'
import { useNow } from '../shell/use-now.ts'
import { useScope } from '../shell/use-scope.ts'
import dynamic from 'next/dynamic'
import { GraphFigure } from './graph-figure.tsx'
import { EmptyGraph, FailedGraph } from './graph-instead.tsx'
import { DegradedBanner, StaleBanner } from './graph-notices.tsx'
import type { GraphSelection } from './graph-url.ts'
import { findInModel } from './model/find.ts'
import { Legend } from './stage/legend.tsx'
import { ZoomStack } from './stage/zoom-stack.tsx'
import { OtherView } from './views/other-view.tsx'
import { GraphToolbar } from './toolbar/graph-toolbar.tsx'
import { useGraphData } from './use-graph-data.ts'
import { useGraphShortcuts, ZoomKeys } from './graph-shortcuts.tsx'
import { useGraphState } from './use-graph-state.ts'

const SelectionPanel = dynamic(() => import('./panel/selection-panel.tsx').then((loaded) => loaded.SelectionPanel))

/** The graph page: toolbar, picture or table, notices, and the panel of the selection. */
export function GraphWorkspace() {
  const { scope, setScope } = useScope()
  const { state, setState } = useGraphState()
  const now = useNow()
  const [legend, setLegend] = useState(true)
  const params = { scope, type: state.type, idle: state.idle }
  const graph = useGraphData({ ...params, metric: state.metric, mtls: state.mtls, folded: state.folded })
  const found = useMemo(() => {
    const parsed = parseFind(state.find)
    return parsed.ok && parsed.expression !== null ? findInModel(graph.model, parsed.expression) : null
  }, [graph.model, state.find])
  const select = useCallback((selected: GraphSelection) => setState({ selected }), [setState])
  const fold = useCallback(
    (name: string) => {
      const others = state.folded.filter((other) => other !== name)
      setState({ folded: others.length < state.folded.length ? others : [...others, name].toSorted() })
    },
    [setState, state.folded],
  )
  const retry = () => {
    graph.query.refetch().catch(() => undefined)
  }
  useGraphShortcuts({ state, setState, toggleLegend: () => setLegend(!legend), tidy: graph.places.tidy })
  const open = graph.model.links.filter(
    ({ edge }) => edge.mtls.state === 'plain' || edge.mtls.state === 'partial',
  ).length

  return (
    <>
      <GraphToolbar
        state={state}
        onChange={setState}
        matches={found === null ? null : found.nodes.size + found.edges.size}
        tidy={{ run: graph.places.tidy, undo: graph.places.undoTidy, canUndo: graph.places.canUndo }}
      />
      <div className="relative flex min-h-0 flex-1">
        <div className="relative flex min-w-0 flex-1 flex-col">
          <div className="absolute inset-x-3 top-3 z-10 flex flex-col gap-2 empty:hidden">
            {graph.state === 'stale' ? (
              <StaleBanner ageMs={graph.ageMs} message={graph.query.error?.message ?? null} onRetry={retry} />
            ) : null}
            <DegradedBanner failures={graph.data?.degraded ?? []} now={now} onRetry={retry} />
          </div>
          {state.view !== 'graph' && graph.data !== undefined ? (
            <OtherView
              view={state.view}
              state={graph.state}
              model={graph.model}
              selected={state.selected}
              found={found}
              onSelect={select}
            />
          ) : (
            <GraphFigure
              state={graph.state}
              model={graph.model}
              picture={graph.picture}
              selected={state.selected}
              found={found}
              onSelect={select}
              onStable={graph.onStable}
              arranged={graph.places.arranged}
              onFold={fold}
              floating={(actions) => (
                <>
                  {legend ? (
                    <div data-floating className="absolute bottom-3 left-3 max-sm:hidden">
                      <Legend mtls={state.mtls} />
                    </div>
                  ) : null}
                  <div className="absolute right-3 bottom-3">
                    <ZoomStack {...actions} />
                  </div>
                  <ZoomKeys {...actions} />
                </>
              )}
              {...instead()}
            />
          )}
        </div>
        {graph.data === undefined ? null : (
          <SelectionPanel model={graph.model} state={state} params={params} onChange={setState} />
        )}
      </div>
      <StatusItems>
        <span className={graph.state === 'stale' ? 'text-degraded-text' : ''}>
          {graph.data === undefined
            ? ''
            : `${graph.state === 'stale' ? 'Stale' : 'Live'}, data ${age(graph.ageMs)} old`}
        </span>
        <span className="ml-auto">
          {`${graph.model.cards.length} nodes, ${graph.model.links.length} edges, ${open} not fully mTLS`}
        </span>
      </StatusItems>
    </>
  )

  function instead() {
    if (graph.state === 'error') return { instead: <FailedGraph message={failureOf(graph)} onRetry={retry} /> }
    if (graph.state === 'empty') {
      return {
        instead: (
          <EmptyGraph window={scope.window ?? defaultGraphWindow} namespaces={scope.namespaces} onChange={setScope} />
        ),
      }
    }
    return {}
  }
}

/** Why there is no picture: what the request met, or that the metrics are silent. */
function failureOf({ query, blind }: ReturnType<typeof useGraphData>): string {
  return query.error?.message ?? (blind ? 'The metrics do not answer, so nothing is known of the traffic.' : '')
}
