import { readStored, writeStored } from '../../../lib/client/storage.ts'
import type { Positions } from './positions.ts'

/** Places are kept per view: the kind of nodes and the namespaces shown. */
export function positionKey(view: { type: string; namespaces: readonly string[] }): string {
  return `heddle.positions.3.${view.type}.${view.namespaces.join(',')}`
}

/** What was remembered; nothing when it was refused, and without what is not understood. */
export function readPositions(key: string): Positions {
  const stored = parseJson(readStored(key))
  if (typeof stored !== 'object' || stored === null) return {}
  const places = Object.entries(stored).flatMap(([id, place]) => {
    const [x, y]: unknown[] = Array.isArray(place) ? place : []
    return typeof x === 'number' && typeof y === 'number' ? [[id, { x, y }] as const] : []
  })
  return Object.fromEntries(places)
}

/** Remembers the places of a view. */
export function writePositions(key: string, positions: Positions): void {
  const entries = Object.entries(positions).map(([id, { x, y }]) => [id, [x, y]] as const)
  writeStored(key, JSON.stringify(Object.fromEntries(entries)))
}

function parseJson(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}
