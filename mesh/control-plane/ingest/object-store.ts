import type { KubernetesObject } from '../../../lib/domain/kubernetes/object.ts'

/** Where reflectors (or a test) put what they learn. */
export interface ObjectSink {
  /** Replaces every object of a kind, as after a list. */
  replace(kind: string, objects: readonly KubernetesObject[]): void
  upsert(object: KubernetesObject): void
  remove(object: KubernetesObject): void
}

/** `KIND/NAMESPACE/NAME`; the namespace is empty for cluster-scoped objects. */
export function objectKey(object: KubernetesObject): string {
  return [object.kind, object.metadata.namespace ?? '', object.metadata.name ?? ''].join('/')
}

/** The last known state of the cluster. It outlives the API server: what was read stays until something newer is read. */
export class ObjectStore implements ObjectSink {
  private readonly kinds = new Map<string, Map<string, KubernetesObject>>()
  private readonly listeners = new Set<(changedAt: number) => void>()
  private readonly listed = new Set<string>()
  private readonly now: () => number

  constructor(now: () => number = Date.now) {
    this.now = now
  }

  replace(kind: string, objects: readonly KubernetesObject[]): void {
    const before = this.kinds.get(kind)
    const after = new Map(objects.map((object) => [objectKey(object), object]))
    const first = !this.listed.has(kind)
    this.kinds.set(kind, after)
    this.listed.add(kind)
    if (first || !sameVersions(before, after)) this.changed()
  }

  upsert(object: KubernetesObject): void {
    const objects = this.kinds.get(object.kind) ?? new Map<string, KubernetesObject>()
    this.kinds.set(object.kind, objects)
    if (sameVersion(objects.get(objectKey(object)), object)) return
    objects.set(objectKey(object), object)
    this.changed()
  }

  remove(object: KubernetesObject): void {
    if (this.kinds.get(object.kind)?.delete(objectKey(object)) === true) this.changed()
  }

  /** Whether each of the kinds was listed at least once. */
  hasListed(kinds: readonly string[]): boolean {
    return kinds.every((kind) => this.listed.has(kind))
  }

  all(): KubernetesObject[] {
    return [...this.kinds.values()].flatMap((objects) => [...objects.values()])
  }

  ofKind(kind: string): KubernetesObject[] {
    return [...(this.kinds.get(kind)?.values() ?? [])]
  }

  /** Calls back after each change; returns how to stop. */
  onChange(listener: (changedAt: number) => void): () => void {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  private changed(): void {
    const at = this.now()
    for (const listener of this.listeners) listener(at)
  }
}

function sameVersion(before: KubernetesObject | undefined, after: KubernetesObject): boolean {
  const version = after.metadata.resourceVersion
  return before !== undefined && version !== undefined && before.metadata.resourceVersion === version
}

function sameVersions(
  before: ReadonlyMap<string, KubernetesObject> | undefined,
  after: ReadonlyMap<string, KubernetesObject>,
): boolean {
  if (before === undefined || before.size !== after.size) return false
  return [...after].every(([key, object]) => sameVersion(before.get(key), object))
}
