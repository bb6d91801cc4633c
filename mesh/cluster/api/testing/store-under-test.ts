import { randomUUID } from 'node:crypto'
import { ClusterStore, type ClusterStoreOptions } from '../cluster-store.ts'
import { builtInResources } from '../resources/built-in.ts'
import { istioResources } from '../resources/istio.ts'
import { ResourceRegistry } from '../resources/registry.ts'
import { ObjectDatabase } from '../storage/database.ts'

/** A store in memory with the namespace `default`; its time stands still. */
export function storeUnderTest(options: Partial<ClusterStoreOptions> = {}): ClusterStore {
  let suffix = 0
  const store = new ClusterStore({
    database: new ObjectDatabase(':memory:'),
    registry: new ResourceRegistry([...builtInResources, ...istioResources]),
    hooks: [],
    now: () => new Date('2026-01-01T00:00:00.789Z'),
    newUid: randomUUID,
    newSuffix: () => String((suffix += 1)).padStart(5, '0'),
    ...options,
  })
  if (store.get({ resource: 'namespaces', name: 'default' }) === undefined)
    store.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } })
  return store
}

/** Lets microtasks run, so that watches have reported. */
export const settled = () => new Promise<void>((resolve) => setImmediate(resolve))
