'use client'
import { useMemo, useState, type ReactNode } from 'react'
import type { GraphParams } from '../../../lib/client/queries/graph.ts'
import { parseFind } from '../../../lib/domain/graph/find-expression/parser.ts'
import { useNow } from '../../shell/use-now.ts'
import { StatusItems } from '../../shell/status-bar.tsx'
import type { DataState } from '../data-state.ts'
import { GraphFigure } from '../graph-figure.tsx'
import { FailedGraph } from '../graph-instead.tsx'
import { DegradedBanner } from '../graph-notices.tsx'
import { useGraphShortcuts, ZoomKeys } from '../graph-shortcuts.tsx'
import type { Compare, GraphSelection, GraphState } from '../graph-url.ts'
import { findInModel } from '../model/find.ts'
import { usePatternCompiler } from '../find/use-pattern-compiler.ts'
import { ZoomStack } from '../stage/zoom-stack.tsx'
import { GraphToolbar } from '../toolbar/graph-toolbar.tsx'
import { OtherView } from '../views/other-view.tsx'
import { CompareLegend } from './compare-legend.tsx'
import { ComparePanel } from './compare-panel.tsx'
import { useCompareData } from './use-compare-data.ts'
import { ranked } from './verdicts.ts'

type CompareWorkspaceProps = {
  params: GraphParams
  state: GraphState
  compare: Compare
  onChange: (change: Partial<GraphState>) => void
  /** The button that chooses what to compare with. */
  menu: ReactNode
}

/** The graph page while two moments are compared: the same views, coloured by change, and the list of changes. */
export function CompareWorkspace({ params, state, compare, onChange, menu }: CompareWorkspaceProps) {
  const graph = useCompareData(params, { compared: compare, hide: state.hide })
  const [drawn, setDrawn] = useState(false)
  const now = useNow()
  const { data, model, query } = graph
  const compile = usePatternCompiler(state.find)
  const found = useMemo(() => {
    const parsed = parseFind(state.find, compile)
    return parsed.ok && parsed.expression !== null ? findInModel(model, parsed.expression) : null
  }, [model, state.find, compile])
  const select = (selected: GraphSelection) => onChange({ selected })
  const retry = () => {
    query.refetch().catch(() => undefined)
  }
  const [legend, setLegend] = useState(true)
  useGraphShortcuts({
    state,
    setState: onChange,
    toggleLegend: () => setLegend(!legend),
    tidy: graph.places.tidy,
  })
  const view = { state: stateOf(), model, selected: state.selected, found, onSelect: select }
  return (
    <>
      <GraphToolbar
        state={state}
        onChange={onChange}
        whole={graph.whole}
        found={found === null ? null : found.nodes.size + found.edges.size}
        hidden={graph.hidden}
        tidy={{ run: graph.places.tidy, undo: graph.places.undoTidy, canUndo: graph.places.canUndo }}
      >
        {menu}
      </GraphToolbar>
      <div className="relative flex min-h-0 flex-1">
        <div className="relative flex min-w-0 flex-1 flex-col">
          <div data-notices className="absolute inset-x-3 top-3 z-10 flex flex-col gap-2 empty:hidden">
            <DegradedBanner failures={data?.degraded ?? []} now={now} onRetry={retry} />
          </div>
          {state.view !== 'graph' && data !== undefined ? (
            <OtherView {...view} view={state.view} sort={state.sort} onSort={(sort) => onChange({ sort })} />
          ) : (
            <GraphFigure
              {...view}
              picture={graph.picture}
              onStable={() => setDrawn(true)}
              places={graph.places}
              floating={(actions) => (
                <>
                  {legend ? (
                    <div data-floating className="absolute bottom-3 left-3 max-sm:hidden">
                      <CompareLegend />
                    </div>
                  ) : null}
                  <div data-floating className="absolute right-3 bottom-3">
                    <ZoomStack {...actions} />
                  </div>
                  <ZoomKeys {...actions} />
                </>
              )}
              {...(query.error === null || data !== undefined
                ? {}
                : { instead: <FailedGraph message={query.error.message} onRetry={retry} /> })}
            />
          )}
        </div>
        {data === undefined ? null : (
          <ComparePanel
            comparison={data}
            model={model}
            selected={state.selected}
            scope={params.scope}
            onSelect={select}
            onClose={() => onChange({ compare: null })}
          />
        )}
      </div>
      <StatusItems>
        <span className="ml-auto">
          {data === undefined
            ? 'Comparing'
            : `${ranked(data.edgeDifferences).length} of ${data.edgeDifferences.length} edges changed`}
        </span>
      </StatusItems>
    </>
  )

  function stateOf(): DataState {
    if (data === undefined) return query.error === null ? 'loading' : 'error'
    return drawn && graph.picture !== null ? 'stable' : 'drawing'
  }
}
