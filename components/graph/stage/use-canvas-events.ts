'use client'
import type { Core, EventObject } from 'cytoscape'
import { useEffect, useRef } from 'react'

export type CanvasEvents = {
  onSelectEdge: (id: string) => void
  onPointEdge: (id: string | null) => void
  onSelectNothing: () => void
}

/** Clicks and hovers that reach the canvas: edges, and the empty ground. Cards answer for themselves. */
export function useCanvasEvents(cy: Core | null, events: CanvasEvents): void {
  const latest = useRef(events)
  useEffect(() => {
    latest.current = events
  })
  useEffect(() => {
    if (cy === null) return undefined
    const tapEdge = (event: EventObject) => latest.current.onSelectEdge(String(event.target.id()))
    const tapGround = (event: EventObject) => {
      if (event.target === cy) latest.current.onSelectNothing()
    }
    const enter = (event: EventObject) => latest.current.onPointEdge(String(event.target.id()))
    const leave = () => latest.current.onPointEdge(null)
    cy.on('tap', 'edge', tapEdge).on('tap', tapGround).on('mouseover', 'edge', enter).on('mouseout', 'edge', leave)
    return () => {
      cy.off('tap', 'edge', tapEdge)
        .off('tap', tapGround)
        .off('mouseover', 'edge', enter)
        .off('mouseout', 'edge', leave)
    }
  }, [cy])
}
