import { isObject, listAt, numberAt, objectAt, stringAt, valueAt } from '../../../../../lib/domain/kubernetes/json.ts'
import type { StoredObject } from '../../../../../lib/domain/kubernetes/object.ts'
import { ageOf } from '../age.ts'
import { ageColumn, column, nameColumn, none, wide, type Column } from '../column.ts'

const statuses = (pod: StoredObject) => listAt(pod, 'status', 'containerStatuses')

function readiness(pod: StoredObject): string {
  const total = listAt(pod, 'spec', 'containers').length
  const ready = statuses(pod).filter((status) => valueAt(status, 'ready') === true).length
  return `${ready}/${total}`
}

/** The STATUS of a pod as kubectl words it: the most telling of phase, container states and deletion. */
export function podStatus(pod: StoredObject): string {
  if (pod.metadata.deletionTimestamp)
    return stringAt(pod, 'status', 'reason') === 'NodeLost' ? 'Unknown' : 'Terminating'
  const phase = stringAt(pod, 'status', 'reason') ?? stringAt(pod, 'status', 'phase') ?? 'Unknown'
  return initStatus(pod) ?? containerStatus(pod) ?? phase
}

/** `Init:1/2` and the like while init containers run; restartable ones (sidecars) count once started. */
function initStatus(pod: StoredObject): string | undefined {
  const specs = listAt(pod, 'spec', 'initContainers')
  for (const [index, status] of listAt(pod, 'status', 'initContainerStatuses').entries()) {
    const isSidecar = stringAt(specs[index], 'restartPolicy') === 'Always'
    if (numberAt(status, 'state', 'terminated', 'exitCode') === 0) continue
    if (isSidecar && valueAt(status, 'started') === true) continue
    const terminated = objectAt(status, 'state', 'terminated')
    const waiting = stringAt(status, 'state', 'waiting', 'reason')
    if (isObject(valueAt(status, 'state', 'terminated')))
      return `Init:${stringAt(terminated, 'reason') ?? exitText(terminated)}`
    return waiting !== undefined && waiting !== 'PodInitializing' ? `Init:${waiting}` : `Init:${index}/${specs.length}`
  }
  return undefined
}

function containerStatus(pod: StoredObject): string | undefined {
  let reason: string | undefined
  let isRunning = false
  for (const status of statuses(pod).toReversed()) {
    const waiting = stringAt(status, 'state', 'waiting', 'reason')
    const terminated = valueAt(status, 'state', 'terminated')
    if (waiting !== undefined) reason = waiting
    else if (isObject(terminated)) reason = stringAt(terminated, 'reason') ?? exitText(terminated)
    else if (valueAt(status, 'ready') === true && isObject(valueAt(status, 'state', 'running'))) isRunning = true
  }
  if (reason !== 'Completed' || !isRunning) return reason
  const isReady = listAt(pod, 'status', 'conditions').some(
    (condition) => stringAt(condition, 'type') === 'Ready' && stringAt(condition, 'status') === 'True',
  )
  return isReady ? 'Running' : 'NotReady'
}

function exitText(terminated: Record<string, unknown>): string {
  const signal = numberAt(terminated, 'signal') ?? 0
  return signal !== 0 ? `Signal:${signal}` : `ExitCode:${numberAt(terminated, 'exitCode') ?? 0}`
}

function restarts(pod: StoredObject, now: Date): string | number {
  const count = statuses(pod).reduce<number>((sum, status) => sum + (numberAt(status, 'restartCount') ?? 0), 0)
  const ended = statuses(pod)
    .map((status) => stringAt(status, 'lastState', 'terminated', 'finishedAt'))
    .filter((time) => time !== undefined)
    .toSorted()
    .at(-1)
  return count === 0 || ended === undefined ? String(count) : `${count} (${ageOf(ended, now)} ago)`
}

function readinessGates(pod: StoredObject): string {
  const gates = listAt(pod, 'spec', 'readinessGates').map((gate) => stringAt(gate, 'conditionType'))
  if (gates.length === 0) return none
  const met = listAt(pod, 'status', 'conditions').filter(
    (condition) => gates.includes(stringAt(condition, 'type')) && stringAt(condition, 'status') === 'True',
  )
  return `${met.length}/${gates.length}`
}

export const podColumns: readonly Column[] = [
  nameColumn,
  column('Ready', readiness),
  column('Status', podStatus),
  column('Restarts', restarts),
  ageColumn,
  wide('IP', (pod) => stringAt(pod, 'status', 'podIP') ?? none),
  wide('Node', (pod) => stringAt(pod, 'spec', 'nodeName') ?? none),
  wide('Nominated Node', (pod) => stringAt(pod, 'status', 'nominatedNodeName') ?? none),
  wide('Readiness Gates', readinessGates),
]
