import { z } from 'zod'
import { readStored, writeStored } from '../../../lib/client/storage.ts'
import type { Positions } from './positions.ts'

const stored = z.record(z.string(), z.tuple([z.number(), z.number()]))

/** Places are kept per view: the kind of nodes and the namespaces shown. */
export function positionKey(view: { type: string; namespaces: readonly string[] }): string {
  return `heddle.positions.2.${view.type}.${view.namespaces.join(',')}`
}

/** What was remembered; nothing when it was refused or is not understood. */
export function readPositions(key: string): Positions {
  const parsed = stored.safeParse(parseJson(readStored(key)))
  if (!parsed.success) return {}
  return Object.fromEntries(Object.entries(parsed.data).map(([id, [x, y]]) => [id, { x, y }]))
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
