'use client'
import dynamic from 'next/dynamic'
import { defaultGraphWindow } from '../../lib/client/queries/graph.ts'
import { useScope } from '../shell/use-scope.ts'
import { GraphFigure } from './graph-figure.tsx'
import { EmptyGraph, FailedGraph, HiddenGraph } from './graph-instead.tsx'
import { ZoomKeys } from './graph-shortcuts.tsx'
import type { GraphSelection, GraphState } from './graph-url.ts'
import type { Found } from './model/find.ts'
import { BudgetNote } from './stage/budget-note.tsx'
import { Legend } from './stage/legend.tsx'
import { ZoomStack } from './stage/zoom-stack.tsx'
import type { useGraphData } from './use-graph-data.ts'

/** The picture comes first; the other views load when they are asked for. */
const OtherView = dynamic(() => import('./views/other-view.tsx').then((loaded) => loaded.OtherView))

type GraphAreaProps = {
  graph: ReturnType<typeof useGraphData>
  state: GraphState
  found: Found | null
  legend: boolean
  onSelect: (selection: GraphSelection) => void
  onFold: (name: string) => void
  onChange: (change: Partial<GraphState>) => void
  onRetry: () => void
  /** Without anything over the picture, fitted by itself. */
  wall: boolean
  onWall: () => void
}

/** The picture, or the same data as table, matrix or tree; or why there is none. */
export function GraphArea({
  graph,
  state,
  found,
  legend,
  onSelect,
  onFold,
  onChange,
  onRetry,
  wall,
  onWall,
}: GraphAreaProps) {
  const { scope, setScope } = useScope()
  if (state.view !== 'graph' && graph.data !== undefined) {
    return (
      <OtherView
        view={state.view}
        state={graph.state}
        model={graph.model}
        selected={state.selected}
        found={found}
        onSelect={onSelect}
        sort={state.sort}
        onSort={(sort) => onChange({ sort })}
      />
    )
  }
  return (
    <GraphFigure
      state={graph.state}
      model={graph.drawnModel}
      picture={graph.picture}
      selected={state.selected}
      found={found}
      onSelect={onSelect}
      onStable={graph.onStable}
      places={graph.places}
      about={wall ? undefined : aboutOf(graph.data, state.type, scope.namespaces)}
      wall={wall}
      onWall={onWall}
      onFold={onFold}
      floating={(actions) => (
        <>
          {legend && !wall ? (
            <div data-floating className="absolute bottom-3 left-3 max-sm:hidden">
              <Legend mtls={state.mtls} />
            </div>
          ) : null}
          {graph.budget.tight ? <BudgetNote {...graph.budget} /> : null}
          {wall ? null : (
            // As high as it will be once the later tools are there: the picture is fitted beside it before.
            <div
              data-floating
              className="pointer-events-none absolute right-3 bottom-3 flex min-h-52 flex-col justify-end *:pointer-events-auto"
            >
              <ZoomStack {...actions} />
            </div>
          )}
          <ZoomKeys {...actions} />
        </>
      )}
      {...instead()}
    />
  )

  function instead() {
    if (graph.state === 'error') return { instead: <FailedGraph message={failureOf(graph)} onRetry={onRetry} /> }
    if (graph.state === 'empty') {
      const window = scope.window ?? defaultGraphWindow
      return { instead: <EmptyGraph window={window} namespaces={scope.namespaces} onChange={setScope} /> }
    }
    if (graph.whole.cards.length > 0 && graph.model.cards.length === 0)
      return { instead: <HiddenGraph hidden={graph.hidden} onShow={() => onChange({ hide: '' })} /> }
    return {}
  }
}

function aboutOf(data: GraphAreaProps['graph']['data'], type: string, namespaces: readonly string[]) {
  return data === undefined ? undefined : { type, namespaces, at: data.at, windowSeconds: data.windowSeconds }
}

/** Why there is no picture: what the request met, or that the metrics are silent. */
function failureOf({ query, blind }: GraphAreaProps['graph']): string {
  return query.error?.message ?? (blind ? 'The metrics do not answer, so nothing is known of the traffic.' : '')
}
