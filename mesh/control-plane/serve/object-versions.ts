import type { KubernetesObject } from '../../../lib/domain/kubernetes/object.ts'
import { objectKey } from '../ingest/object-store.ts'

export interface ObjectVersion {
  /** Null when the object was deleted. */
  readonly resourceVersion: string | null
  /** The first snapshot that contains this version. */
  readonly generation: number
}

const maxDeleted = 1_000

/** Which snapshot first contained the present version of each object. */
export class ObjectVersions {
  private readonly versions = new Map<string, ObjectVersion>()

  /** Takes in the objects of one snapshot. */
  record(objects: readonly KubernetesObject[], generation: number): void {
    const present = new Set<string>()
    for (const object of objects) {
      const key = objectKey(object)
      present.add(key)
      const resourceVersion = object.metadata.resourceVersion ?? ''
      if (this.versions.get(key)?.resourceVersion !== resourceVersion)
        this.versions.set(key, { resourceVersion, generation })
    }
    this.markDeleted(present, generation)
  }

  /** By `KIND/NAMESPACE/NAME`; undefined when no snapshot had such an object. */
  get(key: string): ObjectVersion | undefined {
    return this.versions.get(key)
  }

  private markDeleted(present: ReadonlySet<string>, generation: number): void {
    const gone = [...this.versions].filter(([key]) => !present.has(key))
    for (const [key, { resourceVersion }] of gone)
      if (resourceVersion !== null) this.versions.set(key, { resourceVersion: null, generation })
    for (const [key] of gone.slice(0, Math.max(0, gone.length - maxDeleted))) this.versions.delete(key)
  }
}
