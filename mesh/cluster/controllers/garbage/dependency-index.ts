import type { StoredObject } from '../../../../lib/domain/kubernetes/object.ts'
import type { ObjectKey, ResourceName } from '../../api/store.ts'

type Entry = { readonly key: ObjectKey; readonly owners: readonly string[] }

/** Which objects name which owner, by uid, kept current from watch events. */
export class DependencyIndex {
  readonly #entries = new Map<string, Entry>()
  readonly #dependents = new Map<string, Set<string>>()

  put(resource: ResourceName, { metadata }: StoredObject): void {
    const { uid, namespace, name } = metadata
    const owners = (metadata.ownerReferences ?? []).map((owner) => owner.uid)
    this.#unlink(uid)
    this.#entries.set(uid, { key: { resource, namespace, name }, owners })
    for (const owner of owners) this.#dependents.set(owner, (this.#dependents.get(owner) ?? new Set()).add(uid))
  }

  remove(uid: string): void {
    this.#unlink(uid)
    this.#entries.delete(uid)
  }

  dependentsOf(uid: string): ObjectKey[] {
    return [...(this.#dependents.get(uid) ?? [])].flatMap((dependent) => this.#entries.get(dependent)?.key ?? [])
  }

  #unlink(uid: string): void {
    for (const owner of this.#entries.get(uid)?.owners ?? []) {
      const dependents = this.#dependents.get(owner)
      dependents?.delete(uid)
      if (dependents?.size === 0) this.#dependents.delete(owner)
    }
  }
}
