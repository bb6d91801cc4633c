'use client'
import type { Core } from 'cytoscape'
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'
import type { Box } from '../geometry/shapes.ts'
import { detailAt, fitViewport, type Detail, type Insets } from '../geometry/viewport.ts'

const margins: Insets = { top: 28, right: 28, bottom: 28, left: 28 }
const step = 1.25

type ViewportInput = { cy: Core | null; layer: RefObject<HTMLElement | null>; bounds: Box | null }

/** Moves the DOM layer with the canvas, and knows how much detail the zoom allows. */
export function useViewport({ cy, layer, bounds }: ViewportInput) {
  const [detail, setDetail] = useState<Detail>('cards')
  const latestBounds = useRef(bounds)
  useEffect(() => {
    latestBounds.current = bounds
  })
  useEffect(() => {
    if (cy === null) return undefined
    const follow = () => {
      moveLayer(layer.current, cy)
      setDetail(detailAt(cy.zoom()))
    }
    follow()
    cy.on('viewport', follow)
    return () => {
      cy.off('viewport', follow)
    }
  }, [cy, layer])

  const fit = useCallback(() => {
    if (cy === null || latestBounds.current === null) return
    const size = { width: cy.width(), height: cy.height() }
    cy.viewport(fitViewport(latestBounds.current, size, margins))
  }, [cy])

  const zoomBy = useCallback(
    (factor: number) => {
      cy?.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } })
    },
    [cy],
  )
  return { detail, fit, zoomIn: () => zoomBy(step), zoomOut: () => zoomBy(1 / step) }
}

function moveLayer(layer: HTMLElement | null, cy: Core): void {
  if (layer === null) return
  const { x, y } = cy.pan()
  const zoom = cy.zoom()
  layer.style.transform = `translate(${x}px, ${y}px) scale(${zoom})`
  layer.style.setProperty('--graph-title-scale', String(1 / Math.min(zoom, 1)))
}

/** Pans so that the box is fully seen, and not at all when it is. */
export function reveal(cy: Core, box: Box, gap = 24): void {
  const zoom = cy.zoom()
  const { x, y } = cy.pan()
  const middle = { x: box.x * zoom + x, y: box.y * zoom + y }
  const half = { x: (box.width * zoom) / 2 + gap, y: (box.height * zoom) / 2 + gap }
  const dx = shift(middle.x, half.x, cy.width())
  const dy = shift(middle.y, half.y, cy.height())
  if (dx !== 0 || dy !== 0) cy.panBy({ x: dx, y: dy })
}

function shift(middle: number, half: number, size: number): number {
  if (middle - half < 0) return half - middle
  if (middle + half > size) return size - half - middle
  return 0
}
