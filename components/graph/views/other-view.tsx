'use client'
import dynamic from 'next/dynamic'
import type { DataState } from '../data-state.ts'
import type { GraphSelection, GraphView } from '../graph-url.ts'
import type { Found } from '../model/find.ts'
import type { GraphModel } from '../model/graph-model.ts'
import { GraphTable } from './graph-table.tsx'

const GraphMatrix = dynamic(() => import('./graph-matrix.tsx').then((loaded) => loaded.GraphMatrix))
const GraphTree = dynamic(() => import('./graph-tree.tsx').then((loaded) => loaded.GraphTree))

type OtherViewProps = {
  view: Exclude<GraphView, 'graph'>
  state: DataState
  model: GraphModel
  selected: GraphSelection
  found: Found | null
  onSelect: (selection: GraphSelection) => void
}

/** The same data as table, matrix or tree, with the same selection and the same attributes as the picture. */
export function OtherView({ view, state, model, selected, found, onSelect }: OtherViewProps) {
  return (
    <section
      data-testid="graph"
      data-state={state === 'drawing' ? 'stable' : state}
      data-nodes={model.cards.length}
      data-edges={model.links.length}
      aria-label={`Service graph as ${view}`}
      className="flex min-h-0 min-w-0 flex-1 flex-col"
    >
      {view === 'table' ? <GraphTable model={model} selected={selected} found={found} onSelect={onSelect} /> : null}
      {view === 'matrix' ? <GraphMatrix model={model} selected={selected} onSelect={onSelect} /> : null}
      {view === 'tree' ? <GraphTree model={model} selected={selected} onSelect={onSelect} /> : null}
    </section>
  )
}
