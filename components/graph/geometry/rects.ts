import { boxPadding, islandPadding } from '../layout/layout-input.ts'
import { bottom, boundsOf, boxBetween, left, right, top, type Box } from './shapes.ts'

type Padding = { side: number; top: number; bottom: number }

function padded(boxes: readonly Box[], padding: Padding): Box | null {
  const bounds = boundsOf(boxes)
  if (bounds === null) return null
  return boxBetween(left(bounds) - padding.side, top(bounds) - padding.top, {
    x2: right(bounds) + padding.side,
    y2: bottom(bounds) + padding.bottom,
  })
}

const minIslandWidth = 150

/** The rectangle of an app's box around its members. */
export function boxRect(members: readonly Box[]): Box | null {
  return padded(members, boxPadding)
}

/** The rectangle of an island around its cards and boxes, wide enough for its title. */
export function islandRect(members: readonly Box[]): Box | null {
  const rect = padded(members, islandPadding)
  if (rect === null || rect.width >= minIslandWidth) return rect
  return { ...rect, x: rect.x + (minIslandWidth - rect.width) / 2, width: minIslandWidth }
}
