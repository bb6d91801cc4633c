import type { Deployment, ReplicaSet } from '../../objects/workload.ts'
import { rolloutLimits } from './rollout-limits.ts'

export type DeploymentStatus = NonNullable<Deployment['status']>
type DeploymentCondition = NonNullable<DeploymentStatus['conditions']>[number]
type Verdict = Pick<DeploymentCondition, 'type' | 'status' | 'reason' | 'message'>

type Observed = {
  readonly deployment: Deployment
  readonly current: ReplicaSet | undefined
  readonly all: readonly ReplicaSet[]
  readonly now: Date
}

/** The status that `kubectl rollout status` reads; `current` is the ReplicaSet of the present template. */
export function deploymentStatus(observed: Observed): DeploymentStatus {
  const { deployment, current, all } = observed
  const available = total(all, 'availableReplicas')
  const counts = {
    observedGeneration: deployment.metadata.generation ?? 1,
    replicas: total(all, 'replicas'),
    updatedReplicas: current?.status?.replicas ?? 0,
    readyReplicas: total(all, 'readyReplicas'),
    availableReplicas: available,
    unavailableReplicas: Math.max(0, all.reduce((sum, { spec }) => sum + spec.replicas, 0) - available),
  }
  const others = (deployment.status?.conditions ?? []).filter(
    ({ type }) => type !== 'Available' && type !== 'Progressing',
  )
  const verdicts = [availability(deployment, available), progress(observed, counts)]
  return { ...counts, conditions: [...others, ...verdicts.map((verdict) => dated(verdict, observed, counts))] }
}

/** Milliseconds until the progress deadline, while a rollout is under way. */
export function untilDeadline({
  deployment,
  status,
  now,
}: {
  deployment: Deployment
  status: DeploymentStatus
  now: Date
}): number | undefined {
  const progressing = conditionOf(status, 'Progressing')
  if (
    deployment.spec.paused === true ||
    progressing?.status !== 'True' ||
    progressing.reason === 'NewReplicaSetAvailable'
  )
    return undefined
  return Math.max(100, deadlineOf(deployment, progressing) - now.getTime() + 100)
}

function availability(deployment: Deployment, available: number): Verdict {
  const { desired, maxUnavailable } = rolloutLimits(deployment)
  return available >= desired - maxUnavailable
    ? verdict('Available', 'True', ['MinimumReplicasAvailable', 'Deployment has minimum availability.'])
    : verdict('Available', 'False', ['MinimumReplicasUnavailable', 'Deployment does not have minimum availability.'])
}

function progress(observed: Observed, counts: DeploymentStatus): Verdict {
  const { deployment, current, now } = observed
  const before = conditionOf(deployment.status, 'Progressing')
  const set = `ReplicaSet "${current?.metadata.name ?? deployment.metadata.name}"`
  const arrived = verdict('Progressing', 'True', ['NewReplicaSetAvailable', `${set} has successfully progressed.`])
  if (isComplete(deployment, counts)) return arrived
  if (deployment.spec.paused === true)
    return verdict('Progressing', 'Unknown', ['DeploymentPaused', 'Deployment is paused'])
  // A rollout that arrived stays arrived: pods that fail later are a matter of availability.
  if (before?.reason === 'NewReplicaSetAvailable' && counts.replicas === counts.updatedReplicas && !isNewer(deployment))
    return arrived
  if (before === undefined || isNewer(deployment) || hasMoved(deployment.status, counts))
    return verdict('Progressing', 'True', ['ReplicaSetUpdated', `${set} is progressing.`])
  if (before.status === 'False' || now.getTime() > deadlineOf(deployment, before))
    return verdict('Progressing', 'False', ['ProgressDeadlineExceeded', `${set} has timed out progressing.`])
  return verdict('Progressing', 'True', ['ReplicaSetUpdated', `${set} is progressing.`])
}

export function isComplete(
  { spec }: Deployment,
  { updatedReplicas, replicas, availableReplicas }: DeploymentStatus,
): boolean {
  return updatedReplicas === spec.replicas && replicas === spec.replicas && availableReplicas === spec.replicas
}

/** Whether the spec changed since the status was written. */
function isNewer({ metadata, status }: Deployment): boolean {
  return (metadata.generation ?? 1) > (status?.observedGeneration ?? 0)
}

function hasMoved(before: DeploymentStatus = {}, after: DeploymentStatus): boolean {
  const old = (status: DeploymentStatus) => (status.replicas ?? 0) - (status.updatedReplicas ?? 0)
  return (
    (after.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) ||
    old(after) < old(before) ||
    (after.readyReplicas ?? 0) > (before.readyReplicas ?? 0) ||
    (after.availableReplicas ?? 0) > (before.availableReplicas ?? 0)
  )
}

/** Keeps the times of an unchanged condition; a step forward moves `lastUpdateTime`, from which the deadline counts. */
function dated(fresh: Verdict, { deployment, now }: Observed, counts: DeploymentStatus): DeploymentCondition {
  const before = conditionOf(deployment.status, fresh.type)
  const time = now.toISOString().replace(/\.\d+Z$/, 'Z')
  const transition = before?.status === fresh.status ? (before.lastTransitionTime ?? time) : time
  const same = before?.reason === fresh.reason && before?.status === fresh.status && before?.message === fresh.message
  const moved = fresh.type === 'Progressing' && (hasMoved(deployment.status, counts) || isNewer(deployment))
  return {
    ...fresh,
    lastTransitionTime: transition,
    lastUpdateTime: same && !moved ? (before.lastUpdateTime ?? time) : time,
  }
}

function deadlineOf({ spec }: Deployment, { lastUpdateTime }: DeploymentCondition): number {
  return Date.parse(lastUpdateTime ?? '') + (spec.progressDeadlineSeconds ?? 600) * 1000
}

function conditionOf(status: DeploymentStatus | undefined, type: string): DeploymentCondition | undefined {
  return status?.conditions?.find((entry) => entry.type === type)
}

function verdict(type: string, status: Verdict['status'], [reason, message]: [string, string]): Verdict {
  return { type, status, reason, message }
}

function total(sets: readonly ReplicaSet[], field: 'replicas' | 'readyReplicas' | 'availableReplicas'): number {
  return sets.reduce((sum, { status }) => sum + (status?.[field] ?? 0), 0)
}
