import { memo, type KeyboardEvent } from 'react'
import { shortName } from '../node-size.ts'
import type { Box } from '../geometry/shapes.ts'
import type { Card } from '../model/graph-model.ts'
import { Badges } from './badges.tsx'
import { NodeGlyph } from './node-glyph.tsx'
import { StackContent } from './stack-content.tsx'

export type CardHandlers = {
  onSelectNode: (id: string) => void
  onPointNode: (id: string | null) => void
  onCardKey: (id: string, event: KeyboardEvent<HTMLButtonElement>) => void
  onCardFocus: (id: string) => void
}

type NodeCardProps = CardHandlers & {
  card: Card
  box: Box
  tabStop: boolean
  selected: boolean
  dim: boolean
}

/** A card is a button: the picture is the accessible list. Re-rendered only when its own words or state change. */
export const NodeCard = memo(function NodeCard({ card, box, tabStop, selected, dim, ...on }: NodeCardProps) {
  const tone =
    card.status === 'failing' ? 'border-failing' : card.status === 'degraded' ? 'border-degraded' : 'border-node-line'
  const dashed = card.glyph === 'square' || card.glyph === 'pill' ? 'border-dashed' : ''
  return (
    <button
      type="button"
      data-node-id={card.id}
      aria-label={card.label}
      aria-pressed={selected}
      title={card.node.name}
      tabIndex={tabStop ? 0 : -1}
      data-dim={dim}
      data-gone={card.gone}
      style={{ left: box.x - box.width / 2, top: box.y - box.height / 2, width: box.width, height: box.height }}
      className={`graph-card ${tone} ${dashed} ${card.glyph === 'pill' ? 'rounded-full!' : card.glyph === 'stack' ? 'graph-stack' : ''}`}
      onClick={() => on.onSelectNode(card.id)}
      onPointerEnter={() => on.onPointNode(card.id)}
      onPointerLeave={() => on.onPointNode(null)}
      onFocus={() => on.onCardFocus(card.id)}
      onKeyDown={(event) => on.onCardKey(card.id, event)}
    >
      {card.glyph === 'stack' ? <StackContent card={card} /> : <PlainContent card={card} />}
      <Badges badges={card.badges} />
    </button>
  )
})

function PlainContent({ card }: { card: Card }) {
  return (
    <>
      <NodeGlyph card={card} />
      <span className="flex min-w-0 flex-1 flex-col text-left">
        <span className="graph-card-name truncate">{shortName(card.title)}</span>
        <span
          className={`graph-card-metric truncate ${card.status === 'idle' || card.status === 'unknown' ? 'text-ink-3' : ''}`}
        >
          {card.metric}
        </span>
      </span>
    </>
  )
}
