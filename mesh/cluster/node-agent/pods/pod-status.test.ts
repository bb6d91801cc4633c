import { describe, expect, test } from 'vitest'
import { pod } from '../../objects/pod.ts'
import type { ContainerSnapshot } from '../containers/container-snapshot.ts'
import { podStatus } from './pod-status.ts'

const now = new Date('2026-01-01T00:01:00Z')
const identity = { pid: 1, startTicks: '1' }
const base = { name: 'app', image: 'i', lastTerminated: undefined, restartCount: 0, ready: false, started: false }
const waiting: ContainerSnapshot = { ...base, state: { kind: 'waiting', reason: 'ContainerCreating' } }
const running: ContainerSnapshot = {
  ...base,
  ready: true,
  started: true,
  state: { kind: 'running', startedAt: 't', identity },
}
const unready: ContainerSnapshot = { ...running, ready: false }
const ended = (exitCode: number, final = true): ContainerSnapshot => ({
  ...base,
  state: { kind: 'terminated', result: { exitCode }, final },
})
const crashed: ContainerSnapshot = {
  ...base,
  restartCount: 2,
  state: { kind: 'waiting', reason: 'CrashLoopBackOff' },
  lastTerminated: { exitCode: 1, reason: 'Error' },
}

type Over = {
  containers?: ContainerSnapshot[]
  initContainers?: ContainerSnapshot[]
  spec?: object
  conditions?: object[]
}

function statusOf({ containers = [running], initContainers = [], spec = {}, conditions = [] }: Over) {
  const owner = pod.parse({
    metadata: { name: 'p', namespace: 'n', uid: 'u', resourceVersion: '1', creationTimestamp: 't' },
    spec: { containers: [], ...spec },
    status: { conditions },
  })
  return podStatus({ pod: owner, podIp: '127.16.1.1', startTime: 't', containers, initContainers, now })
}
const condition = (over: Over, type: string) => statusOf(over).conditions?.find((entry) => entry.type === type)

describe('the phase of a pod', () => {
  test.each([
    ['Pending', [waiting]],
    ['Pending', [waiting, waiting]],
    ['Running', [running, waiting]],
    ['Running', [crashed]],
    ['Running', [ended(1, false)]],
    ['Running', [ended(0), running]],
    ['Succeeded', [ended(0), ended(0)]],
    ['Failed', [ended(0), ended(3)]],
  ])('%s', (phase, containers) => {
    expect(statusOf({ containers }).phase).toBe(phase)
  })

  test('an init container that failed for good fails the pod', () => {
    expect(statusOf({ containers: [waiting], initContainers: [ended(1)] }).phase).toBe('Failed')
  })
})

describe('conditions', () => {
  test('ready means every container is', () => {
    expect(condition({ containers: [running, running] }, 'Ready')?.status).toBe('True')
    expect(condition({ containers: [running, unready] }, 'Ready')).toMatchObject({
      status: 'False',
      reason: 'ContainersNotReady',
      message: 'containers with unready status: [app]',
    })
  })

  test('a readiness gate holds Ready but not ContainersReady', () => {
    const spec = { readinessGates: [{ conditionType: 'example.com/warm' }] }
    expect(condition({ spec }, 'Ready')).toMatchObject({ status: 'False', reason: 'ReadinessGatesNotReady' })
    expect(condition({ spec }, 'ContainersReady')?.status).toBe('True')
    const open = { spec, conditions: [{ type: 'example.com/warm', status: 'True' }] }
    expect(condition(open, 'Ready')?.status).toBe('True')
    expect(condition(open, 'example.com/warm')?.status).toBe('True')
  })

  test('the transition time moves only with the status', () => {
    const before = { type: 'Ready', status: 'True', lastTransitionTime: '2025-01-01T00:00:00Z' }
    expect(condition({ conditions: [before] }, 'Ready')?.lastTransitionTime).toBe('2025-01-01T00:00:00Z')
    const changed = { containers: [unready], conditions: [before] }
    expect(condition(changed, 'Ready')?.lastTransitionTime).toBe('2026-01-01T00:01:00Z')
  })
})

test('a crash shows in state, lastState and the count', () => {
  expect(statusOf({ containers: [crashed] }).containerStatuses?.[0]).toMatchObject({
    ready: false,
    restartCount: 2,
    state: { waiting: { reason: 'CrashLoopBackOff' } },
    lastState: { terminated: { exitCode: 1, reason: 'Error' } },
  })
})
