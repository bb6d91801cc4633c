import type { Point } from '../geometry/shapes.ts'
import type { Link } from './graph-model.ts'

export type Direction = 'left' | 'right' | 'up' | 'down'

type Surroundings = { links: readonly Link[]; places: ReadonlyMap<string, Point> }

/** Where an arrow key leads: along an edge sideways, to the nearest card of about the same column up and down. */
export function neighbourOf(id: string, direction: Direction, { links, places }: Surroundings): string | null {
  const here = places.get(id)
  if (here === undefined) return null
  const candidates =
    direction === 'left' || direction === 'right' ? alongEdges(id, direction, links) : inColumn(id, direction, places)
  const distance = (other: string) => {
    const there = places.get(other)
    return there === undefined ? Number.POSITIVE_INFINITY : Math.abs(there.y - here.y) + Math.abs(there.x - here.x) / 10
  }
  return candidates.toSorted((a, b) => distance(a) - distance(b))[0] ?? null
}

function alongEdges(id: string, direction: 'left' | 'right', links: readonly Link[]): string[] {
  const own = links.filter(
    ({ source, target }) => source !== target && (direction === 'right' ? source : target) === id,
  )
  return own.map(({ source, target }) => (direction === 'right' ? target : source))
}

function inColumn(id: string, direction: 'up' | 'down', places: ReadonlyMap<string, Point>): string[] {
  const here = places.get(id)
  if (here === undefined) return []
  return [...places]
    .filter(
      ([other, { x, y }]) =>
        other !== id && Math.abs(x - here.x) < 100 && (direction === 'down' ? y > here.y : y < here.y),
    )
    .map(([other]) => other)
}
