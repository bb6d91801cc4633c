'use client'
import { Button } from '../../ui/button.tsx'
import { PanelSection } from '../../ui/panel.tsx'
import { StatusMark } from '../../ui/status-mark.tsx'
import type { GraphSelection } from '../graph-url.ts'
import type { GraphModel } from '../model/graph-model.ts'
import { toggledNode } from '../selection.ts'
import { fullTitle } from '../views/full-title.ts'
import { GroupPanel } from './group-panel.tsx'
import { missingEdges } from './missing-edges.ts'

type SeveralPanelProps = {
  ids: readonly string[]
  model: GraphModel
  onSelect: (selection: GraphSelection) => void
}

/** Several nodes: what they are together, what runs between them, and why something does not. */
export function SeveralPanel({ ids, model, onSelect }: SeveralPanelProps) {
  const cards = model.cards.filter(({ id }) => ids.includes(id))
  const missing = missingEdges(cards, model.links)
  return (
    <GroupPanel
      kind="Selection"
      icon="list"
      title={`${cards.length} nodes`}
      facts="Ctrl or Shift and a click adds to them or takes away"
      noun="node"
      ids={new Set(ids)}
      model={model}
      onSelect={onSelect}
      onClose={() => onSelect(null)}
    >
      <PanelSection title="Selected">
        <ul className="-mx-2">
          {cards.map((card) => (
            <li key={card.id} className="flex items-center">
              <button
                type="button"
                className="flex h-7 min-w-0 flex-1 items-center gap-2 rounded-chip px-2 text-dense hover:bg-surface-2"
                onClick={() => onSelect({ kind: 'node', id: card.id })}
              >
                <StatusMark status={card.status} label={card.status} />
                <span className="truncate">{fullTitle(card)}</span>
                <span className="ml-auto text-ink-3">{card.node.namespace}</span>
              </button>
              <Button
                size="sm"
                variant="ghost"
                aria-label={`Take ${fullTitle(card)} away`}
                onPress={() => onSelect(toggledNode({ kind: 'several', ids }, card.id))}
              >
                ×
              </Button>
            </li>
          ))}
        </ul>
      </PanelSection>
      {missing.length === 0 ? null : (
        <PanelSection title="No call seen">
          <ul className="flex flex-col gap-1">
            {missing.map(({ id, words }) => (
              <li key={id} className="flex items-center gap-2 text-dense">
                <span className="min-w-0 flex-1 truncate text-ink-2">{words}</span>
                <Button size="sm" onPress={() => onSelect({ kind: 'edge', id })}>
                  Why?
                </Button>
              </li>
            ))}
          </ul>
        </PanelSection>
      )}
    </GroupPanel>
  )
}
