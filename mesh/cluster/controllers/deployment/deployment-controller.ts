import { controllerOf } from '../../../../lib/domain/kubernetes/object.ts'
import { pod } from '../../objects/pod.ts'
import { deployment, replicaSet } from '../../objects/workload.ts'
import { nothing, type Outcome } from '../action.ts'
import { claim } from '../claim.ts'
import { keyOf, splitKey, type Cluster, type Controller } from '../runtime/controller.ts'
import { reconcileDeployment } from './reconcile-deployment.ts'

/** Deployments, woken by themselves, their ReplicaSets, and (for Recreate) pods that go. */
export const deploymentController: Controller = {
  name: 'deployment-controller',
  watches: {
    'deployments.apps': (object) => [keyOf(object)],
    'replicasets.apps': (object, cluster) => {
      const owner = controllerOf(object)
      return owner?.kind === 'Deployment'
        ? [`${object.metadata.namespace ?? ''}/${owner.name}`]
        : deploymentsOf(object.metadata.namespace, cluster)
    },
    pods: (object, cluster) => {
      const owner = controllerOf(object)
      if (owner?.kind !== 'ReplicaSet') return []
      const { namespace } = object.metadata
      const set = cluster.store.get({ resource: 'replicasets.apps', namespace, name: owner.name })
      const above = set === undefined ? undefined : controllerOf(set)
      return above?.kind === 'Deployment' ? [`${namespace ?? ''}/${above.name}`] : []
    },
  },
  reconcile: (key, cluster) => reconcile(key, cluster),
}

function reconcile(key: string, { store, now }: Cluster): Outcome {
  const { namespace, name } = splitKey(key)
  const found = store.get({ resource: 'deployments.apps', namespace, name })
  if (found === undefined) return nothing
  const parsed = deployment.parse(found)
  const sets = store.list('replicasets.apps', { namespace }).items.map((item) => replicaSet.parse(item))
  const { owned, actions } = claim(parsed, sets, 'replicasets.apps')
  const uids = new Set(owned.map(({ metadata }) => metadata.uid))
  const pods = store
    .list('pods', { namespace })
    .items.filter((item) => uids.has(controllerOf(item)?.uid ?? ''))
    .map((item) => pod.parse(item))
  const outcome = reconcileDeployment({ deployment: parsed, replicaSets: owned, pods, now: now() })
  return { ...outcome, actions: [...actions, ...outcome.actions] }
}

function deploymentsOf(namespace: string | undefined, { store }: Cluster): string[] {
  return store.list('deployments.apps', { namespace }).items.map(keyOf)
}
