'use client'
import type { Core } from 'cytoscape'
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { elementsOf } from '../canvas/elements.ts'
import { GraphCanvas } from '../canvas/graph-canvas.tsx'
import { emphasisOf, type Emphasis } from '../model/emphasis.ts'
import type { Found } from '../model/find.ts'
import type { GraphModel } from '../model/graph-model.ts'
import type { Picture } from '../model/picture.ts'
import type { GraphSelection } from '../graph-url.ts'
import { GraphLayer } from './graph-layer.tsx'
import { placedPills } from './placed-pills.ts'
import { useCanvasEvents } from './use-canvas-events.ts'
import { useGrowth } from './use-growth.ts'
import { useHover } from './use-hover.ts'
import { useRoving } from './use-roving.ts'
import { useCanvasStylesheet } from './use-theme-tokens.ts'
import { reveal, useViewport } from './use-viewport.ts'
import type { ZoomActions } from './zoom-stack.tsx'
import './graph.css'

export type GraphStageProps = {
  model: GraphModel
  picture: Picture
  selected: GraphSelection
  found: Found | null
  onSelect: (selection: GraphSelection) => void
  /** Folds an island, or unfolds it; without it islands stay as they are. */
  onFold?: ((name: string) => void) | undefined
  arranged: number
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
  onStable,
  onFold,
  children,
}: GraphStageProps) {
  const [cy, setCy] = useState<Core | null>(null)
  const root = useRef<HTMLDivElement>(null)
  const layer = useRef<HTMLDivElement>(null)
  const { hovered, point } = useHover()
  const elements = useMemo(() => elementsOf(model, picture), [model, picture])
  const stylesheet = useCanvasStylesheet()
  const { detail, ...actions } = useViewport({ cy, layer, picture })
  const emphasis = useMemo(() => emphasisOf(model, { hovered, found }), [model, hovered, found])
  const selectedEdge = selected?.kind === 'edge' ? selected.id : null
  const pills = useMemo(() => placedPills(model.links, picture, selectedEdge), [model.links, picture, selectedEdge])
  const growth = useGrowth({ elements: elements.length, cards: model.cards.length, pills: pills.length })
  const drawn = useMemo(() => elements.slice(0, growth.elements), [elements, growth.elements])
  useFirstFit(cy, actions.fit)
  useStill(growth.whole, onStable)
  useFitOnArrange(arranged, actions.fit)
  useCanvasClasses(cy, { emphasis, selected, far: detail === 'glyphs', drawn })

  const focusCard = useCallback((id: string) => {
    const card = root.current?.querySelector<HTMLElement>(`[data-node-id=${CSS.escape(id)}]`)
    card?.focus({ preventScroll: true })
  }, [])
  const roving = useRoving({ model, cards: picture.cards, onReach: focusCard, onFold })
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
      <GraphLayer
        layerRef={layer}
        model={model}
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
        onPointNode={pointNode}
        onPointEdge={pointEdge}
        onFold={onFold ?? null}
        onCardKey={roving.onCardKey}
        onCardFocus={cardFocus}
      />
      {children(actions)}
    </div>
  )
}

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

/** Somebody asked for another arrangement: show all of it. */
function useFitOnArrange(arranged: number, fit: () => void): void {
  const seen = useRef(arranged)
  useEffect(() => {
    if (seen.current === arranged) return
    seen.current = arranged
    fit()
  }, [arranged, fit])
}

type CanvasClasses = { emphasis: Emphasis; selected: GraphSelection; far: boolean; drawn: unknown }

/** States of the canvas that are not data: set after every drawing, because a changed element loses them. */
function useCanvasClasses(cy: Core | null, { emphasis, selected, far, drawn }: CanvasClasses): void {
  useEffect(() => {
    if (cy === null) return
    cy.batch(() => {
      cy.edges().forEach((edge) => {
        edge.toggleClass('dim', emphasis !== null && !emphasis.edges.has(edge.id()))
        edge.toggleClass('chosen', selected?.kind === 'edge' && selected.id === edge.id())
      })
      cy.nodes('.card').forEach((node) => {
        node.toggleClass('far', far)
        node.toggleClass('dim', emphasis !== null && !emphasis.nodes.has(node.id()))
        node.toggleClass('chosen', selected?.kind === 'node' && selected.id === node.id())
      })
    })
  }, [cy, emphasis, selected, far, drawn])
}
