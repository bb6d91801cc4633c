import { randomUUID } from 'node:crypto'
import { kubernetesObject, type KubernetesObject, type StoredObject } from '../../../../lib/domain/kubernetes/object.ts'
import { createLogger } from '../../../../lib/platform/logger.ts'
import { ClusterStore } from '../../api/cluster-store.ts'
import { builtInResources } from '../../api/resources/built-in.ts'
import { ResourceRegistry } from '../../api/resources/registry.ts'
import { ObjectDatabase } from '../../api/storage/database.ts'
import type { ResourceName } from '../../api/store.ts'
import { mergePatch } from '../merge-patch.ts'
import { startControllers } from '../start.ts'

export type TestCluster = {
  readonly store: ClusterStore
  /** Resolves when the condition holds; fails with what `describe` says after fifteen seconds. */
  readonly until: (condition: () => boolean, describe?: () => unknown) => Promise<void>
  readonly create: (resource: ResourceName, object: object) => StoredObject
  readonly patch: (resource: ResourceName, name: string, patch: Record<string, unknown>) => void
  readonly setPodStatus: (name: string, status: Record<string, unknown>) => void
  readonly list: (resource: ResourceName) => readonly StoredObject[]
  stop(): void
}

export const testNamespace = 'shop'

/** A real store in memory with all controllers, a namespace and three ready nodes; nobody runs the pods. */
export function startTestCluster(): TestCluster {
  const database = new ObjectDatabase(':memory:')
  let counter = 0
  const store = new ClusterStore({
    database,
    registry: new ResourceRegistry(builtInResources),
    hooks: [],
    now: () => new Date(),
    newUid: randomUUID,
    newSuffix: () => String(counter++).padStart(5, '0'),
  })
  const create = (resource: ResourceName, object: object) => store.create(resource, kubernetesObject.parse(object))
  create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: testNamespace } })
  for (const [index, name] of ['node-a', 'node-b', 'node-c'].entries()) createNode(store, name, `zone-${index}`)
  const controllers = startControllers({ store, now: () => new Date(), logger: createLogger('test', 'silent') })
  return {
    store,
    create,
    until,
    list: (resource) => store.list(resource, { namespace: testNamespace }).items,
    patch: (resource, name, patch) => {
      store.modify({ resource, namespace: testNamespace, name }, (copy) => patched(copy, patch))
    },
    setPodStatus: (name, status) => {
      const key = { resource: 'pods', namespace: testNamespace, name }
      store.modify(key, (copy) => patched(copy, { status }), { subresource: 'status' })
    },
    stop() {
      controllers.stop()
      database.close()
    },
  }
}

function patched(object: KubernetesObject, patch: Record<string, unknown>): KubernetesObject {
  return kubernetesObject.parse(mergePatch(object, patch))
}

function createNode(store: ClusterStore, name: string, zone: string): void {
  const node: KubernetesObject = {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'topology.kubernetes.io/zone': zone } },
  }
  store.create('nodes', node)
  const status = { conditions: [{ type: 'Ready', status: 'True' }] }
  store.modify({ resource: 'nodes', name }, (copy) => ({ ...copy, status }), { subresource: 'status' })
}

async function until(condition: () => boolean, describe: () => unknown = () => ''): Promise<void> {
  const deadline = Date.now() + 15_000
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`not within 15 s: ${JSON.stringify(describe())}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
