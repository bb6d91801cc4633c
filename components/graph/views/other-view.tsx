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
  /** Column of the table; empty is worst first. */
  sort?: string
  onSort?: (sort: string) => void
}

const ignore = () => undefined

/** The same data as table, matrix or tree, with the same selection and the same attributes as the picture. */
export function OtherView({ view, state, model, sort = '', onSort = ignore, ...common }: OtherViewProps) {
  return (
    <section
      data-testid="graph"
      data-state={state === 'drawing' ? 'stable' : state}
      data-nodes={model.cards.length}
      data-edges={model.links.length}
      aria-label={`Service graph as ${view}`}
      className="flex min-h-0 min-w-0 flex-1 flex-col"
    >
      {view === 'table' ? <GraphTable model={model} sort={sort} onSort={onSort} {...common} /> : null}
      {view === 'matrix' ? <GraphMatrix model={model} {...common} /> : null}
      {view === 'tree' ? <GraphTree model={model} {...common} /> : null}
    </section>
  )
}
