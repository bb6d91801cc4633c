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
  const x1 = Math.max(way.start.x + 12, between.reduce((least, box) => Math.min(least, left(box)), Infinity) - apron)
  const x2 = Math.min(way.end.x - 12, between.reduce((most, box) => Math.max(most, right(box)), -Infinity) + apron)
  if (x2 <= x1) return null
  const beside = taken.filter((lane) => lane.x1 < x2 && lane.x2 > x1)
  const blocked = [
    ...between.map((box) => ({ from: top(box) - clearance, to: bottom(box) + clearance })),
    ...beside.map(({ y }) => ({ from: y - clearance, to: y + clearance })),
  ]
  return { y: nearestFree((way.start.y + way.end.y) / 2, blocked), x1, x2 }
}

type Stretch = { from: number; to: number }

/** The height nearest to `wanted` that lies inside no stretch; their ends are free. */
function nearestFree(wanted: number, blocked: readonly Stretch[]): number {
  const around = merged(blocked).find(({ from, to }) => wanted > from && wanted < to)
  if (around === undefined) return wanted
  return wanted - around.from <= around.to - wanted ? around.from : around.to
}

function merged(stretches: readonly Stretch[]): Stretch[] {
  const whole: Stretch[] = []
  for (const { from, to } of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = whole.at(-1)
    if (last !== undefined && from < last.to) last.to = Math.max(last.to, to)
    else whole.push({ from, to })
  }
  return whole
}
