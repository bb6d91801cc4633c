import { isSpecChange, type ObservedChange } from '../../domain/changes/observed-change.ts'
import type { KubernetesObject } from '../../domain/kubernetes/object.ts'
import type { ObjectEvent, WatchedKind } from '../../sources/ports.ts'
import type { Deps } from '../deps.ts'
import { changeableKinds } from './changeable-kinds.ts'
import { recordObserved } from './record-observed.ts'

/** Long enough for a write of this console to be completed in the ledger, so that it is known as its own. */
const SETTLE_MS = 3_000
/** How long the first listing of a kind may take before its objects are learned from events alone. */
const FIRST_LIST_MS = 60_000

/**
 * Records in the ledger what others change in the mesh's configuration, until stopped. What the cluster holds at the start is
 * where it begins from. `onError` hears of a ledger that fails; recording goes on.
 */
export function startRecorder(deps: Deps, onError: (error: unknown) => void): () => void {
  const kinds: readonly WatchedKind[] = [...changeableKinds, 'Deployment']
  const known = new Map<string, KubernetesObject>()
  const timers = new Set<ReturnType<typeof setTimeout>>()
  const take = (kind: WatchedKind, event: ObjectEvent) => {
    const change = learn(known, keyOf(kind, event.object), event)
    if (!isSpecChange(change)) return
    const at = deps.now()
    const timer = setTimeout(() => {
      timers.delete(timer)
      recordObserved(deps, { kind, at, object: event.object, ...change }).catch(onError)
    }, SETTLE_MS)
    timers.add(timer)
  }
  const stops = kinds.map((kind) => {
    void deps.kubernetes.ready(kind, FIRST_LIST_MS).then(() => {
      for (const object of deps.kubernetes.snapshot(kind).items) {
        const key = keyOf(kind, object)
        if (!known.has(key)) known.set(key, object)
      }
    })
    return deps.kubernetes.onChange(kind, (event) => take(kind, event))
  })
  return () => {
    for (const stop of stops) stop()
    for (const timer of timers) clearTimeout(timer)
  }
}

/** Remembers the object and says what it was before. An object that was not known is taken as just made. */
function learn(known: Map<string, KubernetesObject>, key: string, { type, object }: ObjectEvent): ObservedChange {
  const before = known.get(key) ?? null
  if (type === 'deleted') {
    known.delete(key)
    return { before: before ?? object, after: null }
  }
  known.set(key, object)
  return { before: type === 'added' ? null : (before ?? object), after: object }
}

function keyOf(kind: WatchedKind, { metadata }: KubernetesObject): string {
  return `${kind}/${metadata.namespace ?? ''}/${metadata.name ?? ''}`
}
