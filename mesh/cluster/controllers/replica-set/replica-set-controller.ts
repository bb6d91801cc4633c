import { randomInt } from 'node:crypto'
import { controllerOf } from '../../../../lib/domain/kubernetes/object.ts'
import { pod } from '../../objects/pod.ts'
import { replicaSet } from '../../objects/workload.ts'
import { nothing } from '../action.ts'
import { keyOf, splitKey, type Controller } from '../runtime/controller.ts'
import { reconcileReplicaSet } from './reconcile-replica-set.ts'

const alphabet = 'bcdfghjklmnpqrstvwxz2456789'

/** ReplicaSets, woken by themselves and by pods: their own, or orphans that they might adopt. */
export const replicaSetController: Controller = {
  name: 'replicaset-controller',
  watches: {
    'replicasets.apps': (object) => [keyOf(object)],
    pods: (object, { store }) => {
      const { namespace } = object.metadata
      const owner = controllerOf(object)
      if (owner !== undefined) return owner.kind === 'ReplicaSet' ? [`${namespace ?? ''}/${owner.name}`] : []
      return store.list('replicasets.apps', { namespace }).items.map(keyOf)
    },
  },
  reconcile: (key, { store, now }) => {
    const { namespace, name } = splitKey(key)
    const found = store.get({ resource: 'replicasets.apps', namespace, name })
    if (found === undefined) return nothing
    const pods = store.list('pods', { namespace }).items.map((item) => pod.parse(item))
    return reconcileReplicaSet({ replicaSet: replicaSet.parse(found), pods, now: now(), suffix })
  },
}

function suffix(): string {
  return Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join('')
}
