'use client'
import dynamic from 'next/dynamic'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useCallback, useMemo, useState, type ReactNode } from 'react'
import { queryString } from '../../lib/client/scope.ts'
import { parseFind } from '../../lib/domain/graph/find-expression/parser.ts'
import { useNow } from '../shell/use-now.ts'
import { useScope } from '../shell/use-scope.ts'
import { usePatternCompiler } from './find/use-pattern-compiler.ts'
import { FocusBar } from './focus-bar.tsx'
import { GraphArea } from './graph-area.tsx'
import { TraceOnGraphBar, useTraceParam } from '../traces/trace-on-graph-bar.tsx'
import { useTraceOnGraph } from '../traces/use-trace-on-graph.ts'
import { DegradedBanner, StaleBanner } from './graph-notices.tsx'
import { useGraphShortcuts } from './graph-shortcuts.tsx'
import { GraphPlanBadges } from './plan-badges.tsx'
import { GraphStatus } from './graph-status.tsx'
import type { GraphSelection, GraphState } from './graph-url.ts'
import { findInModel, type Found } from './model/find.ts'
import type { GraphModel } from './model/graph-model.ts'
import { selectedIds, toggledNode } from './selection.ts'
import { GraphToolbar } from './toolbar/graph-toolbar.tsx'
import { useAdding } from './use-adding.ts'
import { useGraphData } from './use-graph-data.ts'
import { useGraphState } from './use-graph-state.ts'
import { useWall, WallFrame } from './wall.tsx'

const ReplayStrip = dynamic(() => import('./replay/replay-strip.tsx').then((loaded) => loaded.ReplayStrip))
const SelectionPanel = dynamic(() => import('./panel/selection-panel.tsx').then((loaded) => loaded.SelectionPanel))

/** The graph page: toolbar, picture or table, notices, and the panel of the selection. */
export function GraphWorkspace({ compareMenu }: { compareMenu: ReactNode }) {
  const { scope } = useScope()
  const { state, setState } = useGraphState()
  const { wall, setWall } = useWall()
  const now = useNow()
  const [legend, setLegend] = useState(true)
  const { metric, mtls, folded, boxes, hide } = state
  const params = { scope, type: state.type, idle: state.idle, focus: state.focus, aggregate: state.aggregate }
  const graph = useGraphData({ ...params, metric, mtls, folded, boxes, hide, selected: selectedIds(state.selected) })
  const asked = useFound(graph.model, state.find)
  const traceId = useTraceParam()
  const traced = useTraceOnGraph(traceId, graph.data)
  const found = traced ?? asked
  const { select, fold } = useGraphActions(state, setState, graph.budget.open)
  const endReplay = useEndReplay()
  const retry = () => {
    graph.query.refetch().catch(() => undefined)
  }
  useGraphShortcuts({ state, setState, toggleLegend: () => setLegend(!legend), tidy: graph.places.tidy })

  return (
    <WallFrame wall={wall}>
      {wall ? null : (
        <GraphToolbar
          state={state}
          onChange={setState}
          whole={graph.whole}
          found={asked === null ? null : asked.nodes.size + asked.edges.size}
          hidden={graph.hidden}
          tidy={{ run: graph.places.tidy, undo: graph.places.undoTidy, canUndo: graph.places.canUndo }}
        >
          {compareMenu}
        </GraphToolbar>
      )}
      <div className="relative flex min-h-0 flex-1">
        <div className="relative flex min-w-0 flex-1 flex-col">
          <div
            data-notices
            className={`absolute z-10 flex flex-col gap-2 empty:hidden ${wall ? 'inset-x-0 top-0 [zoom:1.4]' : 'inset-x-3 top-3'}`}
          >
            {graph.state === 'stale' ? (
              <StaleBanner ageMs={graph.ageMs} message={graph.query.error?.message ?? null} onRetry={retry} />
            ) : null}
            <DegradedBanner failures={graph.data?.degraded ?? []} now={now} onRetry={retry} />
            {wall ? null : <GraphPlanBadges state={graph.state} />}
            {traceId === null ? null : <TraceOnGraphBar traceId={traceId} traced={traced} />}
            {state.focus === null ? null : (
              <FocusBar
                focus={state.focus}
                name={nameOf(graph.whole, state.focus.node)}
                onChange={(focus) => setState({ focus })}
              />
            )}
          </div>
          <GraphArea
            graph={graph}
            state={state}
            found={found}
            legend={legend}
            onSelect={select}
            onFold={fold}
            onChange={setState}
            onRetry={retry}
            wall={wall}
            onWall={() => setWall(true)}
          />
          {state.replay && !wall ? <ReplayStrip params={params} onClose={endReplay} /> : null}
        </div>
        {graph.data === undefined || wall || state.selected === null ? null : (
          <SelectionPanel model={graph.model} state={state} params={params} onChange={setState} onFold={fold} />
        )}
      </div>
      <GraphStatus
        state={graph.state}
        model={graph.model}
        hidden={graph.hidden}
        at={graph.data?.at ?? null}
        past={scope.at !== undefined}
        ageMs={graph.ageMs}
        now={now}
      />
    </WallFrame>
  )
}

/** What the find expression is true of; null while it is empty or not understood. */
function useFound(model: GraphModel, expression: string): Found | null {
  const compile = usePatternCompiler(expression)
  return useMemo(() => {
    const parsed = parseFind(expression, compile)
    return parsed.ok && parsed.expression !== null ? findInModel(model, parsed.expression) : null
  }, [model, expression, compile])
}

function useGraphActions(
  state: GraphState,
  setState: (change: Partial<GraphState>) => void,
  openByBudget: (name: string) => boolean,
) {
  const adding = useAdding()
  const select = useCallback(
    (selected: GraphSelection) =>
      setState({
        selected: selected?.kind === 'node' && adding() ? toggledNode(state.selected, selected.id) : selected,
      }),
    [adding, setState, state.selected],
  )
  const fold = useCallback(
    (name: string) => {
      if (openByBudget(name)) return
      const others = state.folded.filter((other) => other !== name)
      setState({ folded: others.length < state.folded.length ? others : [...others, name].toSorted() })
    },
    [openByBudget, setState, state.folded],
  )
  return { select, fold }
}

/** Leaves the replay and its moment in one step: two changes of the URL would undo each other. */
function useEndReplay(): () => void {
  const params = useSearchParams()
  const path = usePathname()
  const router = useRouter()
  return () => {
    const next = new URLSearchParams(params.toString())
    next.delete('replay')
    next.delete('at')
    router.replace(`${path}${queryString(next)}`, { scroll: false })
  }
}

/** A node's name, or what its id says when it is not in the picture. */
function nameOf({ cards }: GraphModel, id: string): string {
  return cards.find((card) => card.id === id)?.node.name ?? id.split('/').at(-1) ?? id
}
