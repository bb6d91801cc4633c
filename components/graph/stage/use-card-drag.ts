'use client'
import type { Core } from 'cytoscape'
import { useEffect, type RefObject } from 'react'
import type { Point } from '../geometry/shapes.ts'

/** Less than this is a click with an unsteady hand. */
const slackPx = 4

type DragInput = {
  cy: Core | null
  layer: RefObject<HTMLElement | null>
  /** Without it cards stay where they are. */
  onMove: ((id: string, to: Point) => void) | undefined
}

/**
 * Drags a card. While it moves, the card and cytoscape's own node move, and the edges follow for free; the new place is
 * told at the end. Keys do the same: see useRoving.
 */
export function useCardDrag({ cy, layer, onMove }: DragInput): void {
  useEffect(() => {
    const element = layer.current
    if (element === null || cy === null || onMove === undefined) return undefined
    const press = (event: PointerEvent) => {
      const card = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-node-id]') : null
      // A finger scrolls and pinches; cards are for mouse and pen, and for keys.
      if (card !== null && event.button === 0 && event.pointerType !== 'touch') drag({ cy, card, start: event, onMove })
    }
    element.addEventListener('pointerdown', press)
    return () => element.removeEventListener('pointerdown', press)
  }, [cy, layer, onMove])
}

type Drag = { cy: Core; card: HTMLElement; start: PointerEvent; onMove: (id: string, to: Point) => void }

function drag({ cy, card, start, onMove }: Drag): void {
  const id = card.dataset['nodeId'] ?? ''
  const node = cy.getElementById(id)
  const from = { ...node.position() }
  const stop = new AbortController()
  const options = { signal: stop.signal }
  let to: Point | null = null
  const move = (event: PointerEvent) => {
    const [dx, dy] = [event.clientX - start.clientX, event.clientY - start.clientY]
    if (to === null && Math.hypot(dx, dy) < slackPx) return
    const by = { x: dx / cy.zoom(), y: dy / cy.zoom() }
    to = { x: from.x + by.x, y: from.y + by.y }
    card.dataset['dragged'] = 'true'
    card.style.transform = `translate(${by.x}px, ${by.y}px)`
    node.position(to)
  }
  const end = (place: Point | null) => {
    stop.abort()
    delete card.dataset['dragged']
    card.style.transform = ''
    if (place === null) node.position(from)
    else onMove(id, place)
  }
  window.addEventListener('pointermove', move, options)
  window.addEventListener('pointerup', () => (to === null ? stop.abort() : release()), options)
  window.addEventListener('pointercancel', () => end(null), options)
  window.addEventListener('keydown', ({ key }) => (key === 'Escape' && to !== null ? end(null) : undefined), options)

  function release() {
    // The click that follows belongs to the drag, not to the card.
    const swallow = (event: Event) => event.stopPropagation()
    window.addEventListener('click', swallow, { capture: true })
    setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0)
    end(to)
  }
}
