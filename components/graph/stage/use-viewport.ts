'use client'
import type { Core } from 'cytoscape'
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'
import type { Picture } from '../model/picture.ts'
import type { Box } from '../geometry/shapes.ts'
import {
  detailAt,
  fitClear,
  largestFit,
  maxZoom,
  type Detail,
  type Insets,
  type Viewport,
} from '../geometry/viewport.ts'

const margins: Insets = { top: 28, right: 28, bottom: 28, left: 28 }
const step = 1.25

type ViewportInput = { cy: Core | null; layer: RefObject<HTMLElement | null>; picture: Picture; wall: boolean }

/** Moves the DOM layer with the canvas, and knows how much detail the zoom allows. */
export function useViewport({ cy, layer, picture, wall }: ViewportInput) {
  const [detail, setDetail] = useState<Detail>('cards')
  const latest = useRef(picture)
  const fitted = useRef<Viewport | null>(null)
  useEffect(() => {
    latest.current = picture
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
    const { bounds, cards } = latest.current
    if (cy === null || bounds === null) return
    const size = { width: cy.width(), height: cy.height() }
    cy.viewport(
      fitClear({ bounds, cards: [...cards.values()] }, size, {
        insets: { ...margins, top: margins.top + noticesHeight(cy) },
        floating: floatingOf(cy),
        largest: wall ? maxZoom : largestFit,
      }),
    )
    fitted.current = { zoom: cy.zoom(), pan: { ...cy.pan() } }
  }, [cy, wall])
  const isUntouched = useCallback(() => cy !== null && isFitted(cy, fitted.current), [cy])
  useRefitOnResize({ cy, isUntouched, fit })

  const zoomBy = useCallback(
    (factor: number) => {
      cy?.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } })
    },
    [cy],
  )
  return { detail, isUntouched, fit, zoomIn: () => zoomBy(step), zoomOut: () => zoomBy(1 / step) }
}

/** Whether the picture is as it was fitted last: nobody has panned or zoomed since. */
function isFitted(cy: Core, last: Viewport | null): boolean {
  return last !== null && last.zoom === cy.zoom() && last.pan.x === cy.pan().x && last.pan.y === cy.pan().y
}

type Refit = { cy: Core | null; isUntouched: () => boolean; fit: () => void }

/** A picture that nobody has moved is fitted again when the panel opens, a notice comes or the window changes; a moved one stays. */
function useRefitOnResize({ cy, isUntouched, fit }: Refit): void {
  useEffect(() => {
    const container = cy?.container()
    if (cy === null || container === null || container === undefined) return undefined
    const observer = new ResizeObserver(() => {
      const untouched = isUntouched()
      cy.resize()
      if (untouched) fit()
    })
    observer.observe(container)
    const notices = noticesOf(cy)
    if (notices !== null) observer.observe(notices)
    return () => observer.disconnect()
  }, [cy, isUntouched, fit])
}

/** What floats over the picture in its corners, within the canvas. */
function floatingOf(cy: Core): Box[] {
  const ground = cy.container()?.getBoundingClientRect()
  if (ground === undefined) return []
  const floating = cy.container()?.parentElement?.querySelectorAll('[data-floating]') ?? []
  return [...floating].flatMap((element) => {
    const { left, top, width, height } = element.getBoundingClientRect()
    if (width === 0) return []
    return [{ x: left - ground.left + width / 2, y: top - ground.top + height / 2, width, height }]
  })
}

/** What the page lays over the top of the picture: banners of sources, of a trace, of the focus. */
function noticesOf(cy: Core): Element | null {
  return cy.container()?.closest('[data-testid=graph]')?.parentElement?.querySelector(':scope > [data-notices]') ?? null
}

/** How far notices reach down over the picture (pixels). */
function noticesHeight(cy: Core): number {
  const notices = noticesOf(cy)?.getBoundingClientRect()
  const top = cy.container()?.getBoundingClientRect().top ?? 0
  return notices === undefined || notices.height === 0 ? 0 : Math.max(0, notices.bottom - top)
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
