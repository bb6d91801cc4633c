import type { StoredObject } from '../../../../lib/domain/kubernetes/object.ts'
import type { ObjectKey, ResourceName } from '../store.ts'

const entry = (namespace: string | undefined, name: string) => `${namespace ?? ''}/${name}`

/** All objects in memory by resource, namespace and name. */
export class ObjectIndex {
  readonly #resources = new Map<ResourceName, Map<string, StoredObject>>()

  get(key: ObjectKey): StoredObject | undefined {
    return this.#resources.get(key.resource)?.get(entry(key.namespace, key.name))
  }

  put(key: ObjectKey, object: StoredObject): void {
    let objects = this.#resources.get(key.resource)
    if (objects === undefined) {
      objects = new Map()
      this.#resources.set(key.resource, objects)
    }
    objects.set(entry(key.namespace, key.name), object)
  }

  remove(key: ObjectKey): void {
    this.#resources.get(key.resource)?.delete(entry(key.namespace, key.name))
  }

  /** Objects of a resource, sorted by namespace and name as Kubernetes lists them. */
  list(resource: ResourceName, namespace?: string): StoredObject[] {
    const objects = [...(this.#resources.get(resource)?.entries() ?? [])]
    const wanted = namespace === undefined ? objects : objects.filter(([key]) => key.startsWith(`${namespace}/`))
    return wanted.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object)
  }
}
