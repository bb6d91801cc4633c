import { readStored, writeStored } from '../../../lib/client/storage.ts'
import type { KeptLayout } from './position-session.ts'

/** Places are kept per view: the kind of nodes and the namespaces shown. */
export function positionKey(view: { type: string; namespaces: readonly string[] }): string {
  return `heddle.positions.4.${view.type}.${view.namespaces.join(',')}`
}

/** What was remembered; nothing when it was refused, and without what is not understood. */
export function readPositions(key: string): KeptLayout {
  const stored = parseJson(readStored(key))
  if (!isObject(stored) || !isObject(stored['places'])) return { positions: {}, touched: false }
  const places = Object.entries(stored['places']).flatMap(([id, place]) => {
    const [x, y]: unknown[] = Array.isArray(place) ? place : []
    return typeof x === 'number' && typeof y === 'number' ? [[id, { x, y }] as const] : []
  })
  return { positions: Object.fromEntries(places), touched: stored['touched'] === true }
}

/** Remembers the places of a view. */
export function writePositions(key: string, { positions, touched }: KeptLayout): void {
  const places = Object.entries(positions).map(([id, { x, y }]) => [id, [x, y]] as const)
  writeStored(key, JSON.stringify({ places: Object.fromEntries(places), touched }))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function parseJson(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}
