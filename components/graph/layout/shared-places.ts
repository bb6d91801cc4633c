import type { Positions } from './positions.ts'

/** A link carries at most so many places: about 3 kB. */
export const mostShared = 300

const parameter = 'places'

/**
 * Places as a piece of a link (the part after #, which never reaches a server): for each node a 32-bit hash of its id
 * and its place, in base 36. Null when there are more than 300 (rule L11).
 */
export function writePlaces(positions: Positions, ids: readonly string[]): string | null {
  const shared = ids.flatMap((id) => {
    const place = positions[id]
    return place === undefined ? [] : [[hashOf(id), place.x, place.y].map((number) => number.toString(36)).join('.')]
  })
  return shared.length === 0 || shared.length > mostShared ? null : `#${parameter}=${shared.join('_')}`
}

/** The places of those nodes that the link names; none when it is not understood. */
export function readPlaces(fragment: string, ids: readonly string[]): Positions {
  const code = new RegExp(`^#${parameter}=([0-9a-z._-]{1,12000})$`).exec(fragment)?.[1]
  if (code === undefined) return {}
  const byHash = new Map(ids.map((id) => [hashOf(id), id]))
  const places = code.split('_').flatMap((part) => {
    const [hash = NaN, x = NaN, y = NaN] = part.split('.').map((number) => Number.parseInt(number, 36))
    const id = byHash.get(hash)
    return id === undefined || !isPlace(x) || !isPlace(y) ? [] : [[id, { x, y }] as const]
  })
  return Object.fromEntries(places)
}

/** Further out nothing can be found again. */
const furthest = 1_000_000

function isPlace(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) <= furthest
}

/** FNV-1a, 32 bits: two of 300 ids share one once in a hundred thousand links, and then one node is placed anew. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  return hash
}
