import type { Condition, ContainerState, ContainerStatus, Pod, PodStatus } from '../../objects/pod.ts'
import { hasEnded, hasRun, type ContainerSnapshot } from '../containers/container-snapshot.ts'

export type PodView = {
  readonly pod: Pod
  readonly podIp: string
  readonly startTime: string
  readonly containers: readonly ContainerSnapshot[]
  readonly initContainers: readonly ContainerSnapshot[]
  readonly now: Date
}

const ownConditions = new Set(['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled'])

/** The status a kubelet would report. Conditions of others (readiness gates) are kept as they are. */
export function podStatus(view: PodView): PodStatus {
  const { pod, podIp, startTime, containers, initContainers } = view
  const phase = phaseOf(view)
  return {
    phase,
    conditions: conditionsOf(view, phase),
    hostIP: '127.0.0.1',
    hostIPs: [{ ip: '127.0.0.1' }],
    ...(podIp === '' ? {} : { podIP: podIp, podIPs: [{ ip: podIp }] }),
    startTime,
    qosClass: 'BestEffort',
    ...(initContainers.length === 0
      ? {}
      : { initContainerStatuses: initContainers.map((item) => containerStatus(pod, item)) }),
    containerStatuses: containers.map((item) => containerStatus(pod, item)),
  }
}

/** Pending until something ran; Succeeded or Failed once everything ended for good. */
export function phaseOf({ containers, initContainers }: PodView): string {
  const endedBadly = (item: ContainerSnapshot) =>
    hasEnded(item) && item.state.kind === 'terminated' && item.state.result.exitCode !== 0
  if (initContainers.some(endedBadly)) return 'Failed'
  if (containers.length > 0 && containers.every(hasEnded)) return containers.some(endedBadly) ? 'Failed' : 'Succeeded'
  return containers.some(hasRun) ? 'Running' : 'Pending'
}

function conditionsOf(view: PodView, phase: string): Condition[] {
  const { pod, containers, initContainers } = view
  const finished = phase === 'Succeeded' || phase === 'Failed'
  const unready = containers.filter(({ ready }) => !ready).map(({ name }) => name)
  const initialized = initContainers.every(
    (item) => hasEnded(item) && item.state.kind === 'terminated' && item.state.result.exitCode === 0,
  )
  const contained: Verdict =
    unready.length === 0
      ? { status: 'True' }
      : {
          status: 'False',
          reason: finished ? 'PodCompleted' : 'ContainersNotReady',
          message: `containers with unready status: [${unready.join(' ')}]`,
        }
  const verdicts: Record<string, Verdict> = {
    PodReadyToStartContainers: { status: view.podIp === '' ? 'False' : 'True' },
    Initialized: initialized ? { status: 'True' } : { status: 'False', reason: 'ContainersNotInitialized' },
    Ready: contained.status === 'True' ? gates(pod) : contained,
    ContainersReady: contained,
    PodScheduled: { status: 'True' },
  }
  const others = (pod.status?.conditions ?? []).filter(({ type }) => !ownConditions.has(type))
  return [...others, ...Object.entries(verdicts).map(([type, verdict]) => dated(type, verdict, view))]
}

type Verdict = Pick<Condition, 'status' | 'reason' | 'message'>

function gates({ spec, status }: Pod): Verdict {
  const open = (wanted: string) =>
    status?.conditions?.some(({ type, status: value }) => type === wanted && value === 'True')
  const closed = (spec.readinessGates ?? []).filter(({ conditionType }) => open(conditionType) !== true)
  if (closed.length === 0) return { status: 'True' }
  const names = closed.map(({ conditionType }) => `"${conditionType}"`).join(', ')
  return {
    status: 'False',
    reason: 'ReadinessGatesNotReady',
    message: `the status of pod readiness gate ${names} is not "True"`,
  }
}

function dated(type: string, verdict: Verdict, { pod, now }: PodView): Condition {
  const before = pod.status?.conditions?.find((entry) => entry.type === type)
  const kept = before?.status === verdict.status ? before.lastTransitionTime : undefined
  return {
    type,
    ...verdict,
    lastProbeTime: null,
    lastTransitionTime: kept ?? now.toISOString().replace(/\.\d+Z$/, 'Z'),
  }
}

function containerStatus({ metadata: { uid } }: Pod, item: ContainerSnapshot): ContainerStatus {
  const { name, image, ready, started, restartCount, lastTerminated } = item
  const running = hasRun(item)
  return {
    name,
    image,
    imageID: running ? image : '',
    ...(running ? { containerID: `process://${uid}/${name}/${restartCount}` } : {}),
    ready,
    started,
    restartCount,
    state: stateOf(item),
    lastState: lastTerminated === undefined ? {} : { terminated: lastTerminated },
  }
}

function stateOf({ state }: ContainerSnapshot): ContainerState {
  switch (state.kind) {
    case 'waiting':
      return { waiting: { reason: state.reason, ...(state.message === undefined ? {} : { message: state.message }) } }
    case 'running':
      return { running: { startedAt: state.startedAt } }
    case 'terminated':
      return { terminated: state.result }
  }
}
