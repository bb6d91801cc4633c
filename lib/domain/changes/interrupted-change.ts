import { z } from 'zod'
import type { Change } from './change.ts'

/** What became of a change whose console ended between its entry and its write. */
export type InterruptedOutcome =
  | { readonly type: 'not-written' }
  | { readonly type: 'written' }
  /** Somebody changed the object since, so it can't be told; the entry stays as it is. */
  | { readonly type: 'unknown' }

const versioned = z.looseObject({ metadata: z.looseObject({ resourceVersion: z.string() }) })

/**
 * Looks at the live object for the traces of a write (R30): the version from before means that nothing was written; every value
 * of the patch in place, that it was.
 */
export function interruptedOutcome(change: Change, live: unknown): InterruptedOutcome {
  const before = versionOf(change.before)
  const now = versionOf(live)
  if (before === now) return { type: 'not-written' }
  const writes = change.patch.flatMap((operation) =>
    operation.op === 'replace' || operation.op === 'add' ? [operation] : [],
  )
  const isAll = change.patch.every(({ op }) => op === 'test' || op === 'replace' || op === 'add')
  if (live === null || writes.length === 0 || !isAll) return { type: 'unknown' }
  const isThere = writes.every(({ path, value }) => JSON.stringify(valueAt(live, path)) === JSON.stringify(value))
  return isThere ? { type: 'written' } : { type: 'unknown' }
}

function versionOf(object: unknown): string | null {
  return versioned.safeParse(object).data?.metadata.resourceVersion ?? null
}

/** The value at a JSON pointer (RFC 6901); undefined where there is none. */
function valueAt(object: unknown, pointer: string): unknown {
  const parts = pointer.split('/').slice(1)
  return parts.reduce<unknown>((at, part) => {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
    return isIndexable(at) && Object.hasOwn(at, key) ? at[key] : undefined
  }, object)
}

function isIndexable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
