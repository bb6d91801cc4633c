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

/** A picture of a few cards is drawn larger than life, but not as large as a poster. */
export const largestFit = 1.4

/** The viewport that shows all of `bounds` between the insets, never larger than `largest`. */
export function fitViewport(
  bounds: Box,
  size: Size,
  { largest = largestFit, ...insets }: Insets & { largest?: number },
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
 * As fitViewport, but no card ends up under what floats in the lower corners (legend, zoom buttons): where one would,
 * the picture makes room beside or above, whichever leaves it largest.
 */
export function fitClear(
  { bounds, cards }: { bounds: Box; cards: readonly Box[] },
  size: Size,
  { insets, floating, largest }: { insets: Insets; floating: readonly Box[]; largest?: number },
): Viewport {
  const fit = (room: Insets) => fitViewport(bounds, size, largest === undefined ? room : { ...room, largest })
  const isClear = (viewport: Viewport) =>
    floating.every((box) => !cards.some((card) => overlaps(onScreen(card, viewport), box, 8)))
  const ways = floating.reduce<readonly Insets[]>(
    (rooms, box) => rooms.flatMap((room) => [room, ...roomBesides(box, { size, insets, room })]),
    [insets],
  )
  const plain = fit(insets)
  if (isClear(plain)) return plain
  const clear = ways.map(fit).filter(isClear)
  return clear.reduce((best, other) => (other.zoom > best.zoom ? other : best), clear[0] ?? plain)
}

/** More room at the side where the box floats, or below. */
function roomBesides(box: Box, { size, insets, room }: { size: Size; insets: Insets; room: Insets }): Insets[] {
  const side =
    box.x < size.width / 2
      ? { left: Math.max(room.left, box.x + box.width / 2 + insets.left) }
      : { right: Math.max(room.right, size.width - box.x + box.width / 2 + insets.right) }
  const bottom = Math.max(room.bottom, size.height - box.y + box.height / 2 + insets.bottom)
  return [
    { ...room, ...side },
    { ...room, bottom },
  ]
}

function onScreen({ x, y, width, height }: Box, { zoom, pan }: Viewport): Box {
  return { x: x * zoom + pan.x, y: y * zoom + pan.y, width: width * zoom, height: height * zoom }
}
