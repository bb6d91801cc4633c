import { z } from 'zod'
import { isSpecChange, type ObservedChange } from './observed-change.ts'
import type { WatchedState } from './watch-memory.ts'

const identified = z.looseObject({
  metadata: z.looseObject({ namespace: z.string().default(''), name: z.string(), uid: z.string().optional() }),
})

/** One change that nobody watched. */
export interface MissedChange extends ObservedChange {
  readonly namespace: string
  readonly name: string
}

/**
 * What was changed while nobody watched (R32): the objects as they were last known against the live list. A kind that was
 * never watched has missed nothing. An object of the same name with another uid was deleted and made again.
 */
export function missedChanges(state: WatchedState, live: readonly unknown[]): MissedChange[] {
  if (state.watchedAt === null) return []
  const old = new Map(state.objects.map((seen) => [keyOf(seen), seen.object]))
  const present = new Set<string>()
  const changed = live.flatMap((object): MissedChange[] => {
    const named = nameOf(object)
    if (named === null) return []
    present.add(keyOf(named))
    return against(old.get(keyOf(named)) ?? null, object).map((change) => ({ ...named, ...change }))
  })
  const gone = state.objects
    .filter((seen) => !present.has(keyOf(seen)))
    .map(({ namespace, name, object }): MissedChange => ({ namespace, name, before: object, after: null }))
  return [...changed, ...gone]
}

function against(before: unknown, after: unknown): ObservedChange[] {
  if (before === null) return [{ before: null, after }]
  if (uidOf(before) !== uidOf(after)) {
    return [
      { before, after: null },
      { before: null, after },
    ]
  }
  return isSpecChange({ before, after }) ? [{ before, after }] : []
}

function nameOf(object: unknown): { namespace: string; name: string } | null {
  const parsed = identified.safeParse(object)
  if (!parsed.success) return null
  const { namespace, name } = parsed.data.metadata
  return { namespace, name }
}

function uidOf(object: unknown): string | undefined {
  return identified.safeParse(object).data?.metadata.uid
}

function keyOf({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `${namespace}/${name}`
}
