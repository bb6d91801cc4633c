'use client'
import type { Core } from 'cytoscape'
import { useEffect, useRef, useState } from 'react'
import { overlaps, type Box } from '../geometry/shapes.ts'

/** How many nodes came since the picture was whole and are outside of what is seen. */
export function useNewcomers(cy: Core | null, cards: ReadonlyMap<string, Box>, whole: boolean): number {
  const seen = useRef<Set<string> | null>(null)
  const [outside, setOutside] = useState(0)
  useEffect(() => {
    if (cy === null || !whole) return undefined
    const look = () => {
      const known = seen.current ?? new Set(cards.keys())
      seen.current = known
      const { x1, y1, x2, y2 } = cy.extent()
      const view = { x: (x1 + x2) / 2, y: (y1 + y2) / 2, width: x2 - x1, height: y2 - y1 }
      const fresh = [...cards].filter(([id]) => !known.has(id))
      for (const [id, box] of fresh) if (overlaps(box, view)) known.add(id)
      setOutside(fresh.filter(([id]) => !known.has(id)).length)
    }
    look()
    cy.on('viewport', look)
    return () => {
      cy.off('viewport', look)
    }
  }, [cy, cards, whole])
  return outside
}
