import { node } from '../../objects/node.ts'
import { nothing } from '../action.ts'
import type { Controller } from '../runtime/controller.ts'
import { nodeLifecycle } from './node-lifecycle.ts'

export const nodeLifecycleController: Controller = {
  name: 'node-lifecycle-controller',
  watches: { nodes: ({ metadata: { name } }) => [name] },
  reconcile: (name, { store, now }) => {
    const found = store.get({ resource: 'nodes', name })
    return found === undefined ? nothing : nodeLifecycle(node.parse(found), now())
  },
}
