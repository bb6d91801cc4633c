import { node } from '../../objects/node.ts'
import { isPodFinished, isTerminating, pod, type Pod } from '../../objects/pod.ts'
import { nothing } from '../action.ts'
import { keyOf, splitKey, type Cluster, type Controller } from '../runtime/controller.ts'
import { areNodesComing, schedulePod } from './schedule-pod.ts'

/** Pods without a node, woken also by what may make room: another pod that goes, a node that comes. */
export const schedulerController: Controller = {
  name: 'default-scheduler',
  watches: {
    // A pod that waits itself makes no room: waking the others for it would cost the square of their number.
    pods: (object, cluster) => (isWaiting(pod.parse(object)) ? [keyOf(object)] : waiting(cluster)),
    nodes: (_, cluster) => waiting(cluster),
  },
  reconcile: (key, { store, now }) => {
    const found = store.get({ resource: 'pods', ...splitKey(key) })
    if (found === undefined) return nothing
    const parsed = pod.parse(found)
    if (!isWaiting(parsed)) return nothing
    const nodes = store.list('nodes').items.map((item) => node.parse(item))
    if (areNodesComing(nodes, now())) return { actions: [], requeueAfterMs: 200 }
    const pods = store.list('pods').items.map((item) => pod.parse(item))
    return { actions: schedulePod(parsed, { nodes, pods, now: now() }) }
  },
}

function waiting({ store }: Cluster): string[] {
  return store
    .list('pods')
    .items.map((item) => pod.parse(item))
    .filter(isWaiting)
    .map(keyOf)
}

function isWaiting(candidate: Pod): boolean {
  return candidate.spec.nodeName === undefined && !isTerminating(candidate) && !isPodFinished(candidate)
}
