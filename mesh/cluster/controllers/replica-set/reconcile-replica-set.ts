import { isDeepStrictEqual } from 'node:util'
import type { KubernetesObject } from '../../../../lib/domain/kubernetes/object.ts'
import { matchesLabels } from '../../objects/label-selector.ts'
import { isPodFinished, isPodReady, isTerminating, type Pod } from '../../objects/pod.ts'
import type { ReplicaSet } from '../../objects/workload.ts'
import type { Action, Outcome } from '../action.ts'
import { claim, ownerReferenceTo } from '../claim.ts'
import { deletionOrder } from './deletion-rank.ts'

export type ReplicaSetView = {
  readonly replicaSet: ReplicaSet
  /** All pods of the namespace. */
  readonly pods: readonly Pod[]
  readonly now: Date
  /** Five random characters for a pod's name. */
  readonly suffix: () => string
}

/** Creates or deletes pods until as many live as asked for; keeps the counts in the status. */
export function reconcileReplicaSet(view: ReplicaSetView): Outcome {
  const { replicaSet, now } = view
  const { owned, actions: claims } = claim(replicaSet, view.pods, 'pods')
  const active = owned.filter((pod) => !isPodFinished(pod) && !isTerminating(pod))
  const scaling = isTerminating(replicaSet) ? [] : scale(view, active)
  const { status, requeueAfterMs } = statusOf(replicaSet, active, now)
  const actions = [...claims, ...scaling, ...statusAction(replicaSet, status)]
  return requeueAfterMs === undefined ? { actions } : { actions, requeueAfterMs }
}

function scale(view: ReplicaSetView, active: readonly Pod[]): Action[] {
  const missing = view.replicaSet.spec.replicas - active.length
  if (missing >= 0) return Array.from({ length: missing }, () => create(view)).flat()
  return deletionOrder(active)
    .slice(0, -missing)
    .flatMap((pod): Action[] => {
      const { namespace, name, uid } = pod.metadata
      return [
        { verb: 'delete', key: { resource: 'pods', namespace, name }, uid },
        note(view.replicaSet, 'SuccessfulDelete', `Deleted pod: ${name}`),
      ]
    })
}

function create({ replicaSet, suffix }: ReplicaSetView): Action[] {
  const object = podOf(replicaSet, `${replicaSet.metadata.name}-${suffix()}`)
  return [
    { verb: 'create', resource: 'pods', object },
    note(replicaSet, 'SuccessfulCreate', `Created pod: ${object.metadata.name ?? ''}`),
  ]
}

function podOf(replicaSet: ReplicaSet, name: string): KubernetesObject {
  const { metadata, spec } = replicaSet.spec.template
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      generateName: `${replicaSet.metadata.name}-`,
      namespace: replicaSet.metadata.namespace,
      ...(metadata.labels === undefined ? {} : { labels: metadata.labels }),
      ...(metadata.annotations === undefined ? {} : { annotations: metadata.annotations }),
      ownerReferences: [ownerReferenceTo(replicaSet)],
    },
    spec,
  }
}

function statusOf({ metadata, spec }: ReplicaSet, active: readonly Pod[], now: Date) {
  const ready = active.filter(isPodReady)
  const waits = ready.map((pod) => readyTime(pod) + (spec.minReadySeconds ?? 0) * 1000 - now.getTime())
  const pending = waits.filter((wait) => wait > 0)
  const labels = spec.template.metadata.labels ?? {}
  const status = {
    observedGeneration: metadata.generation ?? 1,
    replicas: active.length,
    fullyLabeledReplicas: active.filter((pod) => matchesLabels(labels, pod.metadata.labels)).length,
    readyReplicas: ready.length,
    availableReplicas: ready.length - pending.length,
  }
  return { status, requeueAfterMs: pending.length === 0 ? undefined : Math.min(...pending) + 50 }
}

/** Without `minReadySeconds` a ready pod is available at once, whatever the clocks say. */
function readyTime({ status }: Pod): number {
  return Date.parse(status?.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime ?? '') || 0
}

function statusAction({ metadata, status: before }: ReplicaSet, status: ReplicaSet['status']): Action[] {
  if (isDeepStrictEqual({ ...before, ...status }, before)) return []
  const key = { resource: 'replicasets.apps', namespace: metadata.namespace, name: metadata.name }
  return [{ verb: 'merge', key, patch: { status }, subresource: 'status' }]
}

function note(regarding: ReplicaSet, reason: string, message: string): Action {
  return { verb: 'note', note: { regarding, type: 'Normal', reason, message, component: 'replicaset-controller' } }
}
