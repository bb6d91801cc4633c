import { isDeepStrictEqual } from 'node:util'
import type { ObjectKey } from '../../api/store.ts'
import { isPodFinished, isTerminating, type Pod } from '../../objects/pod.ts'
import type { Deployment, ReplicaSet } from '../../objects/workload.ts'
import { nothing, type Action, type Outcome } from '../action.ts'
import { deploymentStatus, isComplete, untilDeadline } from './deployment-status.ts'
import { newReplicaSet, revisionOf, revisionUpkeep } from './revisions.ts'
import { newReplicas, rollingUpdateStep, type Scale } from './rolling-update.ts'
import { rolloutLimits } from './rollout-limits.ts'
import { canonicalTemplate, hashLabel, templateHash } from './template-hash.ts'

export type DeploymentView = {
  readonly deployment: Deployment
  /** Those that this Deployment controls. */
  readonly replicaSets: readonly ReplicaSet[]
  /** Pods of those ReplicaSets. */
  readonly pods: readonly Pod[]
  readonly now: Date
}

/** The next step towards what a Deployment asks for. */
export function reconcileDeployment(view: DeploymentView): Outcome {
  const { deployment, now } = view
  if (isTerminating(deployment)) return nothing
  const all = view.replicaSets.toSorted((a, b) => revisionOf(a) - revisionOf(b))
  const current = currentReplicaSet(deployment, all)
  const old = all.filter((set) => set !== current)
  const status = deploymentStatus({ deployment, current, all, now })
  const requeueAfterMs = untilDeadline({ deployment, status, now })
  const actions = [
    ...step(view, current, old),
    ...revisionUpkeep(deployment, current, old),
    ...history(deployment, old, isComplete(deployment, status)),
    ...statusAction(deployment, status),
  ]
  return requeueAfterMs === undefined ? { actions } : { actions, requeueAfterMs }
}

/** The ReplicaSet of the present template: by content, or by the hash when defaulting changed the content. */
function currentReplicaSet({ spec }: Deployment, all: readonly ReplicaSet[]): ReplicaSet | undefined {
  const wanted = canonicalTemplate(spec.template)
  const hash = templateHash(spec.template)
  return (
    all.find((set) => canonicalTemplate(set.spec.template) === wanted) ??
    all.find((set) => set.metadata.labels?.[hashLabel] === hash)
  )
}

function step(view: DeploymentView, current: ReplicaSet | undefined, old: readonly ReplicaSet[]): Action[] {
  const { deployment } = view
  if (deployment.spec.paused === true)
    return scaleAll(deployment, [current, ...old], pausedScale(deployment, current, old))
  if (deployment.spec.strategy.type === 'Recreate') return recreate(view, current, old)
  const limits = rolloutLimits(deployment)
  if (current === undefined) {
    const existing = old.reduce((sum, { spec }) => sum + spec.replicas, 0)
    return create(deployment, old, newReplicas(0, existing, limits))
  }
  return scaleAll(deployment, [current, ...old], rollingUpdateStep(share(current), old.map(share), limits))
}

/** All old pods end before the first new one starts. */
function recreate(
  { deployment, pods }: DeploymentView,
  current: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
): Action[] {
  const running = old
    .filter(({ spec }) => spec.replicas > 0)
    .map(({ metadata }) => ({ name: metadata.name, replicas: 0 }))
  if (running.length > 0) return scaleAll(deployment, old, running)
  const oldUids = new Set(old.map(({ metadata }) => metadata.uid))
  const remains = (pod: Pod) =>
    !isPodFinished(pod) && pod.metadata.ownerReferences?.some(({ uid }) => oldUids.has(uid)) === true
  if (pods.some(remains)) return []
  if (current === undefined) return create(deployment, old, deployment.spec.replicas)
  return current.spec.replicas === deployment.spec.replicas
    ? []
    : scaleAll(deployment, [current], [{ name: current.metadata.name, replicas: deployment.spec.replicas }])
}

/** A paused Deployment still follows `kubectl scale`: with its newest ReplicaSet that has pods. */
function pausedScale({ spec }: Deployment, current: ReplicaSet | undefined, old: readonly ReplicaSet[]): Scale[] {
  const active = [...old, ...(current === undefined ? [] : [current])].filter((set) => set.spec.replicas > 0)
  const target = active.at(-1) ?? current
  if (target === undefined || active.length > 1) return []
  return target.spec.replicas === spec.replicas ? [] : [{ name: target.metadata.name, replicas: spec.replicas }]
}

function create(deployment: Deployment, old: readonly ReplicaSet[], replicas: number): Action[] {
  const object = newReplicaSet(deployment, old, replicas)
  return [
    { verb: 'create', resource: 'replicasets.apps', object },
    ...(replicas === 0 ? [] : [scaled(deployment, object.metadata.name ?? '', [0, replicas])]),
  ]
}

function scaleAll(
  deployment: Deployment,
  sets: readonly (ReplicaSet | undefined)[],
  scales: readonly Scale[],
): Action[] {
  return scales.flatMap(({ name, replicas }): Action[] => {
    const set = sets.find((candidate) => candidate?.metadata.name === name)
    if (set === undefined) return []
    return [
      { verb: 'merge', key: replicaSetKey(set), patch: { spec: { replicas } } },
      scaled(deployment, name, [set.spec.replicas, replicas]),
    ]
  })
}

function scaled(deployment: Deployment, name: string, [from, to]: [number, number]): Action {
  const message = `Scaled ${to > from ? 'up' : 'down'} replica set ${name} from ${from} to ${to}`
  return {
    verb: 'note',
    note: {
      regarding: deployment,
      type: 'Normal',
      reason: 'ScalingReplicaSet',
      message,
      component: 'deployment-controller',
    },
  }
}

/** Old ReplicaSets beyond `revisionHistoryLimit` go once the rollout is complete. */
function history({ spec }: Deployment, old: readonly ReplicaSet[], complete: boolean): Action[] {
  if (!complete) return []
  const empty = old.filter((set) => set.spec.replicas === 0 && (set.status?.replicas ?? 0) === 0 && !isTerminating(set))
  return empty
    .slice(0, Math.max(0, empty.length - (spec.revisionHistoryLimit ?? 10)))
    .map((set) => ({ verb: 'delete', key: replicaSetKey(set), uid: set.metadata.uid }))
}

function statusAction({ metadata, status: before }: Deployment, status: Deployment['status']): Action[] {
  if (isDeepStrictEqual({ ...before, ...status }, before)) return []
  const key = { resource: 'deployments.apps', namespace: metadata.namespace, name: metadata.name }
  return [{ verb: 'merge', key, patch: { status }, subresource: 'status' }]
}

function share({ metadata, spec, status }: ReplicaSet) {
  return { name: metadata.name, replicas: spec.replicas, available: status?.availableReplicas ?? 0 }
}

function replicaSetKey({ metadata }: ReplicaSet): ObjectKey {
  return { resource: 'replicasets.apps', namespace: metadata.namespace, name: metadata.name }
}
