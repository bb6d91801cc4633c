export type Point = { x: number; y: number }

/** A rectangle by its centre, at zoom 1. */
export type Box = { x: number; y: number; width: number; height: number }

export const left = (box: Box) => box.x - box.width / 2
export const right = (box: Box) => box.x + box.width / 2
export const top = (box: Box) => box.y - box.height / 2
export const bottom = (box: Box) => box.y + box.height / 2

/** Whether two rectangles come nearer than `gap`. */
export function overlaps(a: Box, b: Box, gap = 0): boolean {
  return (
    Math.abs(a.x - b.x) * 2 < a.width + b.width + gap * 2 && Math.abs(a.y - b.y) * 2 < a.height + b.height + gap * 2
  )
}

export function contains(box: Box, point: Point, gap = 0): boolean {
  return Math.abs(point.x - box.x) < box.width / 2 + gap && Math.abs(point.y - box.y) < box.height / 2 + gap
}

/** The smallest rectangle around all; null around nothing. */
export function boundsOf(boxes: readonly Box[]): Box | null {
  if (boxes.length === 0) return null
  const x1 = Math.min(...boxes.map(left))
  const x2 = Math.max(...boxes.map(right))
  const y1 = Math.min(...boxes.map(top))
  const y2 = Math.max(...boxes.map(bottom))
  return { x: (x1 + x2) / 2, y: (y1 + y2) / 2, width: x2 - x1, height: y2 - y1 }
}

/** A rectangle by its edges. */
export function boxBetween(x1: number, y1: number, size: { x2: number; y2: number }): Box {
  return { x: (x1 + size.x2) / 2, y: (y1 + size.y2) / 2, width: size.x2 - x1, height: size.y2 - y1 }
}
