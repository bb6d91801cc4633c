'use client'
import dynamic from 'next/dynamic'
import type { ReactNode } from 'react'
import type { GraphSelection } from './graph-url.ts'
import type { Found } from './model/find.ts'
import type { GraphModel } from './model/graph-model.ts'
import type { Picture } from './model/picture.ts'
import { GraphSkeleton } from './graph-skeleton.tsx'
import type { DataState } from './data-state.ts'
import type { ExportAbout } from './export/graph-json.ts'
import type { Places } from './layout/use-positions.ts'
import type { ZoomActions } from './stage/zoom-stack.tsx'

/** cytoscape is large and needs a browser: it loads on its own, while the data does. */
const GraphStage = dynamic(() => import('./stage/graph-stage.tsx').then(({ GraphStage: stage }) => stage), {
  ssr: false,
})

export type GraphFigureProps = {
  state: DataState
  model: GraphModel
  picture: Picture | null
  selected: GraphSelection
  found: Found | null
  onSelect: (selection: GraphSelection) => void
  onStable: () => void
  /** Where cards stand: how often they were arranged anew, and what happens to one that is dragged. */
  places?: Pick<Places, 'arranged' | 'settled' | 'move'>
  onFold?: (name: string) => void
  /** What files of this picture say about it; without it none are offered. */
  about?: ExportAbout | undefined
  wall?: boolean
  onWall?: () => void
  /** What stands over the picture. */
  floating: (actions: ZoomActions) => ReactNode
  /** Instead of the picture: empty and error states. */
  instead?: ReactNode
}

/** The picture with its facts as attributes, and the edges in words for those who do not see it. */
export function GraphFigure({
  state,
  model,
  picture,
  selected,
  found,
  onSelect,
  onStable,
  places,
  onFold,
  about,
  wall = false,
  onWall,
  floating,
  instead,
}: GraphFigureProps) {
  const nodes = model.cards.filter(({ gone }) => !gone).length
  const edges = model.links.filter(({ gone }) => !gone)
  const failing = edges.filter(({ stroke }) => stroke === 'failing').length
  const summary = `Service graph, ${nodes} nodes, ${edges.length} edges, ${failing} failing`
  return (
    <section
      data-testid="graph"
      data-state={state}
      data-nodes={nodes}
      data-edges={edges.length}
      aria-label={summary}
      aria-busy={state === 'loading' || state === 'drawing'}
      className={`relative min-h-0 min-w-0 flex-1 overflow-hidden bg-graph ${state === 'stale' ? 'saturate-[.35]' : ''}`}
    >
      {instead}
      {instead === undefined && picture === null ? <GraphSkeleton /> : null}
      {instead === undefined && picture !== null ? (
        <GraphStage
          model={model}
          picture={picture}
          selected={selected}
          found={found}
          onSelect={onSelect}
          onStable={onStable}
          arranged={places?.arranged ?? 0}
          settled={places?.settled ?? 0}
          onMove={places?.move}
          onFold={onFold}
          about={about}
          wall={wall}
          onWall={onWall}
        >
          {floating}
        </GraphStage>
      ) : null}
      <EdgesInWords model={model} />
    </section>
  )
}

function EdgesInWords({ model }: { model: GraphModel }) {
  return (
    <ul className="sr-only" aria-label="Edges">
      {model.links.map(({ id, label }) => (
        <li key={id}>{label}</li>
      ))}
    </ul>
  )
}
