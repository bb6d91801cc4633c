import { bottom, left, right, top, type Box, type Point } from './shapes.ts'

/** A horizontal stretch between the rows that an edge runs along. */
export type Lane = { y: number; x1: number; x2: number }

const clearance = 7
const apron = 8

/** The free height nearest to the straight way, over the columns that lie between; null when nothing lies between. */
export function freeLane(
  way: { start: Point; end: Point },
  between: readonly Box[],
  taken: readonly Lane[],
): Lane | null {
  if (between.length === 0) return null
  const x1 = Math.max(way.start.x + 12, Math.min(...between.map(left)) - apron)
  const x2 = Math.min(way.end.x - 12, Math.max(...between.map(right)) + apron)
  if (x2 <= x1) return null
  const wanted = (way.start.y + way.end.y) / 2
  const blocked = (y: number) =>
    between.some((box) => y > top(box) - clearance && y < bottom(box) + clearance) ||
    taken.some((lane) => Math.abs(lane.y - y) < clearance && lane.x1 < x2 && lane.x2 > x1)
  const heights = candidates(between, wanted).filter((y) => !blocked(y))
  const y = heights.toSorted((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted))[0]
  return y === undefined ? null : { y, x1, x2 }
}

function candidates(between: readonly Box[], wanted: number): number[] {
  const edges = between.flatMap((box) => [top(box) - clearance, bottom(box) + clearance])
  const stacked = edges.flatMap((y) => [0, 1, 2, 3, 4].flatMap((step) => [y - step * clearance, y + step * clearance]))
  return [wanted, ...stacked]
}
