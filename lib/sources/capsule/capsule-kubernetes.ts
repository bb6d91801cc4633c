import type { StoredObject } from '../../domain/kubernetes/object.ts'
import type { KindSnapshot, KubernetesSource, ObjectKey, WatchedKind } from '../ports.ts'
import type { FrozenMesh } from './frozen-mesh.ts'
import { notFrozen, notFrozenSentence, readOnly } from './not-frozen.ts'

/** Frozen objects. Nothing ever changes, and nothing can be written. */
export class CapsuleKubernetes implements KubernetesSource {
  readonly #mesh: FrozenMesh

  constructor(mesh: FrozenMesh) {
    this.#mesh = mesh
  }

  snapshot(kind: WatchedKind): KindSnapshot {
    const facts = this.#mesh.clusterFacts?.kinds.find((known) => known.kind === kind)
    const failure = facts === undefined ? notFrozenSentence('configuration') : facts.failure
    const items = this.#mesh.objects.get(kind) ?? []
    return { items, synced: facts !== undefined, ageSeconds: facts === undefined ? null : 0, failure }
  }

  async ready(kind: WatchedKind): Promise<boolean> {
    return this.snapshot(kind).synced
  }

  onChange(): () => void {
    return () => undefined
  }

  async read({ kind, namespace, name }: ObjectKey): Promise<StoredObject | null> {
    this.#requireFrozen()
    const found = this.#mesh.objects.get(kind)?.find(({ metadata }) => {
      return metadata.name === name && (metadata.namespace ?? null) === namespace
    })
    return found ?? null
  }

  async patch(): Promise<StoredObject> {
    throw readOnly()
  }

  async replace(): Promise<StoredObject> {
    throw readOnly()
  }

  async create(): Promise<StoredObject> {
    throw readOnly()
  }

  async remove(): Promise<void> {
    throw readOnly()
  }

  async may(): Promise<boolean> {
    return false
  }

  async version(): Promise<string> {
    this.#requireFrozen()
    return this.#mesh.clusterFacts?.version ?? ''
  }

  async configMap({ namespace, name }: { readonly namespace: string; readonly name: string }) {
    this.#requireFrozen()
    return this.#mesh.configMaps.get(`${namespace}/${name}`) ?? null
  }

  #requireFrozen(): void {
    if (this.#mesh.clusterFacts === null) throw notFrozen('configuration')
  }
}
