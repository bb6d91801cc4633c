import { overlaps, type Box } from './shapes.ts'

export type Viewport = { zoom: number; pan: { x: number; y: number } }
export type Insets = { top: number; right: number; bottom: number; left: number }

/** How much is drawn at a zoom: cards, names, or glyphs. */
export type Detail = 'cards' | 'names' | 'glyphs'

export function detailAt(zoom: number): Detail {
  if (zoom >= 0.75) return 'cards'
  return zoom >= 0.45 ? 'names' : 'glyphs'
}

/** The canvas goes no further out and no further in; a fit that did would leave the picture outside of the window. */
export const minZoom = 0.04
export const maxZoom = 2

type Size = { width: number; height: number }

/** The viewport that shows all of `bounds` between the insets, never larger than life, or than `largest`. */
export function fitViewport(
  bounds: Box,
  size: Size,
  { largest = 1, ...insets }: Insets & { largest?: number },
): Viewport {
  const width = Math.max(1, size.width - insets.left - insets.right)
  const height = Math.max(1, size.height - insets.top - insets.bottom)
  const exact = Math.min(largest, width / Math.max(1, bounds.width), height / Math.max(1, bounds.height))
  const zoom = Math.max(minZoom, exact)
  return {
    zoom,
    pan: {
      x: Math.round(insets.left + width / 2 - bounds.x * zoom),
      y: Math.round(insets.top + height / 2 - bounds.y * zoom),
    },
  }
}

/**
 * As fitViewport, but no card ends up under what floats over the picture (the legend): if one would, the picture makes
 * room on the left or below, whichever leaves it larger.
 */
export function fitClear(
  { bounds, cards }: { bounds: Box; cards: readonly Box[] },
  size: Size,
  { insets, floating, largest = 1 }: { insets: Insets; floating: Box | null; largest?: number },
): Viewport {
  const plain = fitViewport(bounds, size, { ...insets, largest })
  if (floating === null || !cards.some((card) => overlaps(onScreen(card, plain), floating, 8))) return plain
  const besides = fitViewport(bounds, size, { ...insets, largest, left: floating.x + floating.width / 2 + insets.left })
  const above = fitViewport(bounds, size, {
    ...insets,
    largest,
    bottom: size.height - floating.y + floating.height / 2 + insets.bottom,
  })
  return above.zoom > besides.zoom ? above : besides
}

function onScreen({ x, y, width, height }: Box, { zoom, pan }: Viewport): Box {
  return { x: x * zoom + pan.x, y: y * zoom + pan.y, width: width * zoom, height: height * zoom }
}
