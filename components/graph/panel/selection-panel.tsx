'use client'
import type { GraphParams } from '../../../lib/client/queries/graph.ts'
import { SidePanel } from '../../ui/panel.tsx'
import { Note } from '../../ui/note.tsx'
import type { GraphSelection, GraphState } from '../graph-url.ts'
import type { GraphModel } from '../model/graph-model.ts'
import { EdgePanel } from './edge-panel.tsx'
import { NodePanel } from './node-panel.tsx'
import { PanelHead } from './panel-head.tsx'

export type SelectionPanelProps = {
  model: GraphModel
  state: GraphState
  params: GraphParams
  onChange: (change: Partial<GraphState>) => void
}

/** The details of what is selected; a selection that is no longer there says so. */
export function SelectionPanel({ model, state, params, onChange }: SelectionPanelProps) {
  const close = () => onChange({ selected: null })
  const select = (selected: GraphSelection) => onChange({ selected })
  const { selected } = state
  if (selected === null) return null
  const nodes = new Map(model.cards.map(({ id, node }) => [id, node]))
  if (selected.kind === 'node') {
    const node = nodes.get(selected.id)
    return node === undefined ? (
      <Gone onClose={close} />
    ) : (
      <NodePanel node={node} model={model} scope={params.scope} onSelect={select} onClose={close} />
    )
  }
  const link = model.links.find(({ id }) => id === selected.id)
  const source = link === undefined ? undefined : nodes.get(link.source)
  const target = link === undefined ? undefined : nodes.get(link.target)
  if (link === undefined || source === undefined || target === undefined) return <Gone onClose={close} />
  return (
    <EdgePanel
      edge={link.edge}
      source={source}
      target={target}
      params={params}
      tab={state.tab}
      onTab={(tab) => onChange({ tab })}
      onClose={close}
    />
  )
}

function Gone({ onClose }: { onClose: () => void }) {
  return (
    <SidePanel label="Details">
      <PanelHead chips={null} title="Not in this picture" facts="Selected by the link" onClose={onClose} />
      <div className="p-4">
        <Note>
          What was selected carries no traffic in this window and these namespaces. Widen the window, or show idle
          edges.
        </Note>
      </div>
    </SidePanel>
  )
}
