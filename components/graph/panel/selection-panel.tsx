'use client'
import type { GraphParams } from '../../../lib/client/queries/graph.ts'
import { Note } from '../../ui/note.tsx'
import { SidePanel } from '../../ui/panel.tsx'
import type { GraphSelection, GraphState } from '../graph-url.ts'
import type { GraphModel } from '../model/graph-model.ts'
import { BoxPanel } from './box-panel.tsx'
import { EdgePanel } from './edge-panel.tsx'
import { MergedEdgePanel } from './merged-edge-panel.tsx'
import { MissingEdgePanel } from './missing-edge-panel.tsx'
import { NodePanel } from './node-panel.tsx'
import { PanelHead } from './panel-head.tsx'
import { SeveralPanel } from './several-panel.tsx'
import { SummaryPanel } from './summary-panel.tsx'

export type SelectionPanelProps = {
  model: GraphModel
  state: GraphState
  params: GraphParams
  onChange: (change: Partial<GraphState>) => void
  /** Folds a namespace, or unfolds it. */
  onFold: (name: string) => void
}

/** The details of what is selected; a selection that is no longer there says so. */
export function SelectionPanel(props: SelectionPanelProps) {
  const { model, state, onChange } = props
  const select = (selected: GraphSelection) => onChange({ selected })
  const { selected } = state
  switch (selected?.kind) {
    case undefined:
      return null
    case 'graph':
      return <SummaryPanel model={model} onSelect={select} />
    case 'several':
      return <SeveralPanel ids={selected.ids} model={model} onSelect={select} />
    case 'box':
      return <BoxPanel name={selected.id} model={model} onFold={props.onFold} onSelect={select} />
    case 'node':
      return <SelectedNode {...props} id={selected.id} onSelect={select} />
    case 'edge':
      return <SelectedEdge {...props} id={selected.id} onSelect={select} />
  }
}

type SelectedProps = SelectionPanelProps & { id: string; onSelect: (selection: GraphSelection) => void }

function SelectedNode({ id, model, state, params, onChange, onSelect }: SelectedProps) {
  const card = model.cards.find((other) => other.id === id)
  if (card === undefined) return <Gone onClose={() => onSelect(null)} />
  return <NodePanel key={id} card={card} model={model} state={state} params={params} onChange={onChange} />
}

function SelectedEdge({ id, model, state, params, onChange, onSelect }: SelectedProps) {
  const link = model.links.find((other) => other.id === id)
  const cardOf = (end: string | undefined) => model.cards.find((card) => card.id === end)
  const [source, target] = [cardOf(link?.source), cardOf(link?.target)]
  if (link === undefined || source === undefined || target === undefined)
    return <MissingEdgePanel id={id} params={params} onClose={() => onSelect(null)} />
  if (link.parts.length > 0)
    return <MergedEdgePanel link={link} source={source} target={target} folded={state.folded} onChange={onChange} />
  return (
    <EdgePanel
      edge={link.edge}
      source={source.node}
      target={target.node}
      params={params}
      tab={state.tab}
      onTab={(tab) => onChange({ tab })}
      onClose={() => onSelect(null)}
    />
  )
}

function Gone({ onClose }: { onClose: () => void }) {
  return (
    <SidePanel label="Details">
      <PanelHead chips={null} title="Not in this picture" facts="Selected by the link" onClose={onClose} />
      <div className="p-4">
        <Note>
          What was selected carries no traffic in this window and these namespaces, or is hidden. Widen the window, or
          show idle edges.
        </Note>
      </div>
    </SidePanel>
  )
}
