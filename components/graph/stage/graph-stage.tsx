'use client'
import type { Core, ElementDefinition } from 'cytoscape'
import dynamic from 'next/dynamic'
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { elementsOf } from '../canvas/elements.ts'
import { GraphCanvas } from '../canvas/graph-canvas.tsx'
import { emphasisOf, type Emphasis } from '../model/emphasis.ts'
import type { Found } from '../model/find.ts'
import type { GraphModel } from '../model/graph-model.ts'
import type { Picture } from '../model/picture.ts'
import type { GraphSelection } from '../graph-url.ts'
import { isSelected } from '../selection.ts'
import type { ExportAbout } from '../export/graph-json.ts'
import type { Point } from '../geometry/shapes.ts'
import { GraphLayer } from './graph-layer.tsx'
import { Newcomers } from './newcomers.tsx'
import { placedPills, type PlacedPill } from './placed-pills.ts'
import { useCanvasTools } from './use-canvas-tools.tsx'
import { useCardDrag } from './use-card-drag.ts'
import { useCanvasEvents } from './use-canvas-events.ts'
import { useGrowth } from './use-growth.ts'
import { useHover } from './use-hover.ts'
import { useNewcomers } from './use-newcomers.ts'
import { useStableOrder } from './use-stable-order.ts'
import { useRoving } from './use-roving.ts'
import { useCanvasStylesheet } from './use-theme-tokens.ts'
import { reveal, useViewport } from './use-viewport.ts'
import type { ZoomActions } from './zoom-stack.tsx'
import './graph.css'

const TrafficCanvas = dynamic(() => import('../traffic/traffic-canvas.tsx').then((loaded) => loaded.TrafficCanvas), {
  ssr: false,
})
const Minimap = dynamic(() => import('./minimap.tsx').then((loaded) => loaded.Minimap), { ssr: false })

/** Fewer nodes are seen at once anyway. */
const minimapAbove = 60

export type GraphStageProps = {
  model: GraphModel
  picture: Picture
  selected: GraphSelection
  found: Found | null
  onSelect: (selection: GraphSelection) => void
  /** Folds an island, or unfolds it; without it islands stay as they are. */
  onFold?: ((name: string) => void) | undefined
  /** A card was put somewhere; without it cards stay where they are. */
  onMove?: ((id: string, to: Point) => void) | undefined
  /** Another number: everything was arranged anew on somebody's wish, the picture is fitted again. */
  arranged: number
  /** Another number: a young picture arranged itself, it is fitted again where nobody has moved it. */
  settled?: number | undefined
  /** What files of this picture say about it; without it none are offered. */
  about?: ExportAbout | undefined
  /** On a wall nobody fits by hand: every change of the picture is fitted, larger than life where there is room. */
  wall?: boolean | undefined
  /** Hangs the picture on a wall; without it that is not offered. */
  onWall?: (() => void) | undefined
  /** Drawn and still: called once for each mount. */
  onStable: () => void
  /** Floating parts: legend, zoom stack. */
  children: (actions: ZoomActions) => ReactNode
}

/** The canvas below, one DOM layer of cards and pills above, moved together. */
export function GraphStage({
  model,
  picture,
  selected,
  found,
  onSelect,
  arranged,
  settled = 0,
  about,
  wall = false,
  onWall,
  onStable,
  onFold,
  onMove,
  children,
}: GraphStageProps) {
  const [cy, setCy] = useState<Core | null>(null)
  const root = useRef<HTMLDivElement>(null)
  const layer = useRef<HTMLDivElement>(null)
  const { hovered, point } = useHover()
  const elements = useStableOrder(
    useMemo(() => elementsOf(model, picture), [model, picture]),
    elementId,
  )
  const cardsInOrder = useStableOrder(model.cards, ownId)
  const stylesheet = useCanvasStylesheet()
  const { detail, isUntouched, fit, ...zoom } = useViewport({ cy, layer, picture, wall })
  const emphasis = useMemo(() => emphasisOf(model, { hovered, found }), [model, hovered, found])
  const selectedEdge = selected?.kind === 'edge' ? selected.id : null
  const pills = useStableOrder(
    useMemo(() => placedPills(model.links, picture, selectedEdge), [model.links, picture, selectedEdge]),
    linkId,
  )
  const growth = useGrowth({ elements: elements.length, cards: model.cards.length, pills: pills.length })
  const drawn = useMemo(() => elements.slice(0, growth.elements), [elements, growth.elements])
  const tools = useCanvasTools({ model, picture, pills }, { about, onWall, whole: growth.wasWhole })
  useFirstFit(cy, fit)
  useStill(growth.whole, onStable)
  useRefit(arranged, fit)
  useRefit(
    wall ? picture.bounds : settled,
    useCallback(() => (isUntouched() || wall ? fit() : undefined), [isUntouched, fit, wall]),
  )
  useCanvasClasses(cy, { emphasis, selected, far: detail === 'glyphs', drawn })
  useCardDrag({ cy, layer, onMove })
  const newcomers = useNewcomers(cy, picture.cards, growth.whole)

  const focusCard = useCallback((id: string) => {
    const card = root.current?.querySelector<HTMLElement>(`[data-node-id=${CSS.escape(id)}]`)
    card?.focus({ preventScroll: true })
  }, [])
  const roving = useRoving({ model, cards: picture.cards, onReach: focusCard, onFold, onMove })
  const pointNode = useCallback((id: string | null) => point(id === null ? null : { kind: 'node', id }), [point])
  const pointEdge = useCallback((id: string | null) => point(id === null ? null : { kind: 'edge', id }), [point])
  const selectNode = useCallback(
    (id: string) => {
      const card = model.cards.find((other) => other.id === id)
      if (card?.glyph === 'stack' && onFold !== undefined) onFold(card.title)
      else onSelect({ kind: 'node', id })
    },
    [model, onFold, onSelect],
  )
  const selectBox = useCallback((id: string) => onSelect({ kind: 'box', id }), [onSelect])
  const selectEdge = useCallback((id: string) => onSelect({ kind: 'edge', id }), [onSelect])
  useCanvasEvents(cy, { onSelectEdge: selectEdge, onPointEdge: pointEdge, onSelectNothing: () => onSelect(null) })
  const forwardWheel = useCallback((event: WheelEvent) => zoomCanvas(root.current, event), [])
  const { onCardFocus } = roving
  const cardFocus = useCallback(
    (id: string) => {
      onCardFocus(id)
      const box = picture.cards.get(id)
      if (cy !== null && box !== undefined) reveal(cy, box)
    },
    [cy, picture, onCardFocus],
  )

  return (
    <div
      ref={root}
      className="absolute inset-0 overflow-hidden bg-graph [background-image:radial-gradient(var(--graph-dot)_1px,transparent_1px)] [background-size:20px_20px]"
    >
      <GraphCanvas elements={drawn} stylesheet={stylesheet} onReady={setCy} />
      {cy !== null && tools.moving ? <TrafficCanvas cy={cy} model={model} picture={picture} /> : null}
      <GraphLayer
        layerRef={layer}
        cardsInOrder={cardsInOrder}
        picture={picture}
        detail={detail}
        selected={selected}
        emphasis={emphasis}
        tabStops={roving.stops}
        pills={pills}
        growth={growth}
        onWheel={forwardWheel}
        onSelectNode={selectNode}
        onSelectEdge={selectEdge}
        onSelectBox={selectBox}
        onPointNode={pointNode}
        onPointEdge={pointEdge}
        onFold={onFold ?? null}
        onCardKey={roving.onCardKey}
        onCardFocus={cardFocus}
      />
      <div className="absolute right-14 bottom-3 max-sm:hidden">
        {cy !== null && growth.wasWhole && !wall && model.cards.length > minimapAbove ? (
          <Minimap cy={cy} cards={model.cards} picture={picture} />
        ) : null}
      </div>
      <Newcomers count={newcomers} onShow={fit} />
      {children({ ...zoom, fit, more: tools.buttons })}
    </div>
  )
}

const elementId = ({ data }: ElementDefinition) => data.id ?? ''
const ownId = ({ id }: { id: string }) => id
const linkId = ({ link }: PlacedPill) => link.id

/** Cards lie over the canvas; a wheel over them zooms all the same. */
function zoomCanvas(root: HTMLElement | null, event: WheelEvent): void {
  root?.querySelector('canvas')?.parentElement?.dispatchEvent(new WheelEvent('wheel', event))
}

function useFirstFit(cy: Core | null, fit: () => void): void {
  const done = useRef<Core | null>(null)
  useEffect(() => {
    if (cy === null || done.current === cy) return
    done.current = cy
    fit()
  }, [cy, fit])
}

/** Says once that everything is drawn and still. */
function useStill(whole: boolean, onStable: () => void): void {
  const stable = useRef(onStable)
  useEffect(() => {
    stable.current = onStable
  })
  useEffect(() => {
    if (!whole) return undefined
    // Two frames: the first draws, the second proves that nothing followed.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => stable.current())
    })
    return () => cancelAnimationFrame(frame)
  }, [whole])
}

/** Fits again when what is watched becomes another one. */
function useRefit(watched: unknown, fit: () => void): void {
  const seen = useRef(watched)
  useEffect(() => {
    if (seen.current === watched) return
    seen.current = watched
    fit()
  }, [watched, fit])
}

type CanvasClasses = { emphasis: Emphasis; selected: GraphSelection; far: boolean; drawn: unknown }

/** States of the canvas that are not data: set after every drawing, because a changed element loses them. */
function useCanvasClasses(cy: Core | null, { emphasis, selected, far, drawn }: CanvasClasses): void {
  useEffect(() => {
    if (cy === null) return
    cy.batch(() => {
      cy.edges().forEach((edge) => {
        edge.toggleClass('dim', emphasis !== null && !emphasis.edges.has(edge.id()))
        edge.toggleClass('chosen', isSelected(selected, 'edge', edge.id()))
      })
      cy.nodes('.card').forEach((node) => {
        node.toggleClass('far', far)
        node.toggleClass('dim', emphasis !== null && !emphasis.nodes.has(node.id()))
        node.toggleClass('chosen', isSelected(selected, 'node', node.id()))
      })
    })
  }, [cy, emphasis, selected, far, drawn])
}
