import { lease, nodeLeaseNamespace } from '../../objects/lease.ts'
import { node } from '../../objects/node.ts'
import { nothing } from '../action.ts'
import type { Controller } from '../runtime/controller.ts'
import { nodeLifecycle } from './node-lifecycle.ts'

export const nodeLifecycleController: Controller = {
  name: 'node-lifecycle-controller',
  watches: { nodes: ({ metadata: { name } }) => [name] },
  reconcile: (name, { store, now }) => {
    const found = store.get({ resource: 'nodes', name })
    if (found === undefined) return nothing
    const held = store.get({ resource: 'leases.coordination.k8s.io', namespace: nodeLeaseNamespace, name })
    return nodeLifecycle(node.parse(found), lease.safeParse(held).data, now())
  },
}
