import { missedChanges, type MissedChange } from '../../domain/changes/missed-changes.ts'
import { isSpecChange, type ObservedChange } from '../../domain/changes/observed-change.ts'
import type { SeenObject, WatchMemory } from '../../domain/changes/watch-memory.ts'
import { kubernetesObject, type KubernetesObject } from '../../domain/kubernetes/object.ts'
import type { ObjectEvent, WatchedKind } from '../../sources/ports.ts'
import type { Deps } from '../deps.ts'
import { isoTime } from './apply-change.ts'
import { changeableKinds } from './changeable-kinds.ts'
import { recordObserved } from './record-observed.ts'

export interface Recording {
  readonly deps: Deps
  readonly memory: WatchMemory
  /** Hears of a ledger that fails; recording goes on. */
  readonly onError: (error: unknown) => void
}

/** Long enough for a write of this console to be completed in the ledger, so that it is known as its own. */
const SETTLE_MS = 3_000
/** How long the first listing of a kind may take before it is asked for again. */
const FIRST_LIST_MS = 60_000
/** How often the memory is told that the watch still runs: as exact as the times of a downtime are. */
const TOUCH_MS = 15_000

const kinds: readonly WatchedKind[] = [...changeableKinds, 'Deployment']

/**
 * Records in the ledger what others change in the mesh's configuration, until stopped; first what they changed while nobody
 * watched (R32).
 */
export function startRecorder(recording: Recording): () => void {
  const { deps, onError } = recording
  const known = new Map<string, KubernetesObject>()
  const timers = new Set<ReturnType<typeof setTimeout>>()
  const complete = new Set<WatchedKind>()
  const later = (ms: number, work: () => Promise<void>) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      work().catch(onError)
    }, ms)
    timers.add(timer)
  }
  const take = (kind: WatchedKind, event: ObjectEvent) => {
    const change = learn(known, keyOf(kind, event.object), event)
    if (!isSpecChange(change)) return
    const at = deps.now()
    later(SETTLE_MS, () => store(recording, { kind, at, notBefore: null, object: event.object, ...change }))
  }
  const begin = async (kind: WatchedKind) => {
    if (complete.has(kind) || !(await deps.kubernetes.ready(kind, FIRST_LIST_MS))) return
    for (const object of deps.kubernetes.snapshot(kind).items) {
      const key = keyOf(kind, object)
      if (!known.has(key)) known.set(key, object)
    }
    await catchUp(recording, kind)
    complete.add(kind)
  }
  const touch = async () => {
    later(TOUCH_MS, touch)
    for (const kind of kinds) await begin(kind)
    const alive = [...complete].filter((kind) => deps.kubernetes.snapshot(kind).failure === null)
    await recording.memory.touch(alive, isoTime(deps.now()))
  }
  const stops = kinds.map((kind) => deps.kubernetes.onChange(kind, (event) => take(kind, event)))
  later(0, touch)
  return () => {
    for (const stop of stops) stop()
    for (const timer of timers) clearTimeout(timer)
  }
}

/** Records what changed since the memory was last told, then remembers the live objects. @throws HeddleError */
async function catchUp({ deps, memory }: Recording, kind: WatchedKind): Promise<void> {
  const state = await memory.load(kind)
  const live = deps.kubernetes.snapshot(kind).items
  const at = deps.now()
  const missed = missedChanges(state, live)
  for (const change of missed) {
    const object = objectOf(kind, change)
    await recordObserved(deps, { kind, at, notBefore: state.watchedAt, object, ...change })
  }
  const gone = missed
    .filter(({ after }) => after === null)
    .map(({ namespace, name }) => ({ namespace, name, object: null }))
  const known = new Map(state.objects.map((seen) => [`${seen.namespace}/${seen.name}`, JSON.stringify(seen.object)]))
  const news = live
    .map(seenOf)
    .filter((seen) => known.get(`${seen.namespace}/${seen.name}`) !== JSON.stringify(seen.object))
  await memory.save(kind, [...gone, ...news])
}

async function store({ deps, memory }: Recording, observation: Parameters<typeof recordObserved>[1]): Promise<void> {
  await recordObserved(deps, observation)
  const seen = seenOf(observation.object)
  await memory.save(observation.kind, [observation.after === null ? { ...seen, object: null } : seen])
}

/** What is remembered of an object: its status and the bookkeeping of its fields change by themselves. */
function seenOf(object: KubernetesObject): SeenObject {
  const { managedFields: _, ...metadata } = object.metadata
  const { status: _status, ...rest } = { status: undefined, ...object }
  return { namespace: metadata.namespace ?? '', name: metadata.name ?? '', object: { ...rest, metadata } }
}

/** The object that a missed change is about: as it is, else as it was. */
function objectOf(kind: WatchedKind, { namespace, name, before, after }: MissedChange): KubernetesObject {
  const parsed = kubernetesObject.safeParse(after ?? before)
  return parsed.success ? parsed.data : { apiVersion: 'v1', kind, metadata: { namespace, name } }
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
