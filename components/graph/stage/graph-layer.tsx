'use client'
import { useEffect, type RefObject } from 'react'
import type { Detail } from '../geometry/viewport.ts'
import type { GraphSelection } from '../graph-url.ts'
import { isSelected } from '../selection.ts'
import type { Emphasis } from '../model/emphasis.ts'
import type { Card } from '../model/graph-model.ts'
import type { Picture } from '../model/picture.ts'
import { EdgePill } from './edge-pill.tsx'
import { BoxTitle, IslandTitle } from './island-title.tsx'
import { NodeCard, type CardHandlers } from './node-card.tsx'
import type { PlacedPill } from './placed-pills.ts'
import type { Growth } from './use-growth.ts'

type GraphLayerProps = CardHandlers & {
  layerRef: RefObject<HTMLDivElement | null>
  /** In the order in which they came. */
  cardsInOrder: readonly Card[]
  picture: Picture
  detail: Detail
  selected: GraphSelection
  emphasis: Emphasis
  tabStops: ReadonlySet<string>
  pills: readonly PlacedPill[]
  growth: Growth
  onWheel: (event: WheelEvent) => void
  onSelectEdge: (id: string) => void
  onSelectBox: (name: string) => void
  onPointEdge: (id: string | null) => void
  onFold: ((name: string) => void) | null
}

/** Titles, pills and cards in drawing order. */
export function GraphLayer({
  layerRef,
  cardsInOrder,
  picture,
  detail,
  selected,
  emphasis,
  tabStops,
  pills,
  growth,
  onWheel,
  onSelectEdge,
  onSelectBox,
  onPointEdge,
  onFold,
  ...cards
}: GraphLayerProps) {
  const selectedEdge = selected?.kind === 'edge' ? selected.id : null
  useWheel(layerRef, onWheel)
  return (
    <div ref={layerRef} className="graph-layer" data-detail={detail}>
      {picture.islands.map(({ island, rect }) => (
        <IslandTitle
          key={island.name}
          island={island}
          rect={rect}
          onFold={onFold}
          selected={selected?.kind === 'box' && selected.id === island.name}
          onSelect={onSelectBox}
        />
      ))}
      {picture.boxes.map(({ box, rect }) => (
        <BoxTitle key={box.id} box={box} rect={rect} />
      ))}
      {cardsInOrder.slice(0, growth.cards).map((card) => {
        const box = picture.cards.get(card.id)
        if (box === undefined) return null
        return (
          <NodeCard
            key={card.id}
            card={card}
            box={box}
            tabStop={tabStops.has(card.id)}
            selected={isSelected(selected, 'node', card.id)}
            dim={emphasis !== null && !emphasis.nodes.has(card.id)}
            {...cards}
          />
        )
      })}
      {pills.slice(0, growth.pills).map(({ link, content, at }) => (
        <EdgePill
          key={link.id}
          link={link}
          content={content}
          at={at}
          selected={link.id === selectedEdge}
          dim={emphasis !== null && !emphasis.edges.has(link.id)}
          onSelectEdge={onSelectEdge}
          onPointEdge={onPointEdge}
        />
      ))}
    </div>
  )
}

/** React's own wheel listener is passive; this one may keep the page from scrolling. */
function useWheel(layer: RefObject<HTMLElement | null>, onWheel: (event: WheelEvent) => void): void {
  useEffect(() => {
    const element = layer.current
    const listen = (event: WheelEvent) => {
      event.preventDefault()
      onWheel(event)
    }
    element?.addEventListener('wheel', listen, { passive: false })
    return () => element?.removeEventListener('wheel', listen)
  }, [layer, onWheel])
}
