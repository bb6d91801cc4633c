import { pointAt, type Curve } from './curve.ts'
import { overlaps, type Box, type Point } from './shapes.ts'

export type Pill = { id: string; width: number; curve: Curve; selected: boolean }

export const pillHeight = 18
const shifts = [0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74, 0.2, 0.8]
const lifts = [-18, 18, -28, 28, -36, 36]

/**
 * The middle of each pill: at the middle of its curve, moved along it when a card or an earlier pill is there.
 * The selected pill leaves the line, so that the line stays visible. One that finds no free place stays at the middle.
 */
export function placePills(pills: readonly Pill[], cards: readonly Box[]): Map<string, Point> {
  const placed: Box[] = []
  const places = new Map<string, Point>()
  for (const pill of pills.toSorted((a, b) => Number(b.selected) - Number(a.selected))) {
    const box = (point: Point): Box => ({ ...point, width: pill.width, height: pillHeight })
    const free = (point: Point) =>
      !cards.some((card) => overlaps(box(point), card, 1)) && !placed.some((other) => overlaps(box(point), other, 1))
    const options = candidates(pill)
    const point =
      options.find(free) ??
      options.find((option) => !placed.some((other) => overlaps(box(option), other))) ??
      options[0]
    if (point === undefined) continue
    placed.push(box(point))
    places.set(pill.id, point)
  }
  return places
}

function candidates({ curve, selected }: Pill): Point[] {
  const along = shifts.map((t) => pointAt(curve, t))
  const middle = pointAt(curve, 0.5)
  const lifted = lifts.map((lift) => ({ x: middle.x, y: middle.y + lift }))
  return selected ? [...lifted, ...along] : [...along, ...lifted]
}
