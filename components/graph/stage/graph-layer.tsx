'use client'
import { useEffect, useMemo, type RefObject } from 'react'
import { placePills } from '../geometry/pills.ts'
import type { Detail } from '../geometry/viewport.ts'
import type { GraphSelection } from '../graph-url.ts'
import type { Emphasis } from '../model/emphasis.ts'
import type { GraphModel, Link, PillContent } from '../model/graph-model.ts'
import type { Picture } from '../model/picture.ts'
import { EdgePill, pillWidth } from './edge-pill.tsx'
import { BoxTitle, IslandTitle } from './island-title.tsx'
import { NodeCard, type CardHandlers } from './node-card.tsx'

const pillBudget = 200

type GraphLayerProps = CardHandlers & {
  layerRef: RefObject<HTMLDivElement | null>
  model: GraphModel
  picture: Picture
  detail: Detail
  selected: GraphSelection
  emphasis: Emphasis
  tabStops: ReadonlySet<string>
  onWheel: (event: WheelEvent) => void
  onSelectEdge: (id: string) => void
  onPointEdge: (id: string | null) => void
  onFold: ((name: string) => void) | null
}

/** Titles, pills and cards in drawing order. */
export function GraphLayer({
  layerRef,
  model,
  picture,
  detail,
  selected,
  emphasis,
  tabStops,
  onWheel,
  onSelectEdge,
  onPointEdge,
  onFold,
  ...cards
}: GraphLayerProps) {
  const selectedEdge = selected?.kind === 'edge' ? selected.id : null
  const pills = useMemo(() => pillsOf(model.links, selectedEdge), [model.links, selectedEdge])
  const places = useMemo(() => pillPlaces(pills, picture, selectedEdge), [pills, picture, selectedEdge])
  useWheel(layerRef, onWheel)
  return (
    <div ref={layerRef} className="graph-layer" data-detail={detail}>
      {picture.islands.map(({ island, rect }) => (
        <IslandTitle key={island.name} island={island} rect={rect} onFold={onFold} />
      ))}
      {picture.boxes.map(({ box, rect }) => (
        <BoxTitle key={box.id} box={box} rect={rect} />
      ))}
      {model.cards.map((card) => {
        const box = picture.cards.get(card.id)
        if (box === undefined) return null
        return (
          <NodeCard
            key={card.id}
            card={card}
            box={box}
            tabStop={tabStops.has(card.id)}
            selected={selected?.kind === 'node' && selected.id === card.id}
            dim={emphasis !== null && !emphasis.nodes.has(card.id)}
            {...cards}
          />
        )
      })}
      {pills.map(({ link, content }) => {
        const at = places.get(link.id)
        if (at === undefined) return null
        return (
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
        )
      })}
    </div>
  )
}

/** Above the budget only what is wrong, chosen or busiest keeps its pill. */
function pillsOf(links: readonly Link[], selectedEdge: string | null): { link: Link; content: PillContent }[] {
  const all = links.flatMap((link) => (link.pill === null ? [] : [{ link, content: link.pill }]))
  if (all.length <= pillBudget) return all
  const urgent = ({ link, content }: (typeof all)[number]) =>
    Number(link.id === selectedEdge) * 2 + Number(content.mark !== null)
  return all
    .toSorted((a, b) => urgent(b) - urgent(a) || (b.link.edge.rps ?? 0) - (a.link.edge.rps ?? 0))
    .slice(0, pillBudget)
}

function pillPlaces(
  pills: readonly { link: Link; content: PillContent }[],
  picture: Picture,
  selectedEdge: string | null,
) {
  const wanted = pills.flatMap(({ link, content }) => {
    const curve = picture.curves.get(link.id)
    return curve === undefined
      ? []
      : [{ id: link.id, width: pillWidth(content), curve, selected: link.id === selectedEdge }]
  })
  return placePills(wanted, [...picture.cards.values()])
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
