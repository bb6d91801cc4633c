import type { Change } from './change.ts'

/** An object as it was at a moment, and how that is known. */
export type ObjectAt =
  | { readonly basis: 'change-before' | 'change-after'; readonly object: unknown; readonly changeId: string }
  | { readonly basis: 'live'; readonly object: unknown; readonly changeId: null }
  | { readonly basis: 'none'; readonly object: null; readonly changeId: null }

/**
 * The object at `atMs` (Unix ms) by the ledger's entries about it, in any order, and by what it is now: what the last
 * change before left behind, else what the first one after found, else (nothing was changed) as it is.
 */
export function objectAt(changes: readonly Change[], live: unknown, atMs: number): ObjectAt {
  const applied = changes
    .filter(({ outcome }) => outcome === 'applied')
    .map((change) => ({ change, ms: Date.parse(change.appliedAt ?? change.at) }))
    .toSorted((a, b) => a.ms - b.ms)
  const before = applied.findLast(({ ms }) => ms <= atMs)?.change
  if (before !== undefined) return known('change-before', before.after, before.id)
  const after = applied[0]?.change
  if (after !== undefined) return known('change-after', after.before, after.id)
  return live === null
    ? { basis: 'none', object: null, changeId: null }
    : { basis: 'live', object: live, changeId: null }
}

/** A change that created or deleted the object knows that it was not there. */
function known(basis: 'change-before' | 'change-after', object: unknown, changeId: string): ObjectAt {
  return object === null ? { basis: 'none', object: null, changeId: null } : { basis, object, changeId }
}
