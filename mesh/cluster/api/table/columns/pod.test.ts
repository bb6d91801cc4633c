import { describe, expect, test } from 'vitest'
import type { StoredObject } from '../../../../../lib/domain/kubernetes/object.ts'
import { podColumns, podStatus } from './pod.ts'

const running = { running: { startedAt: '2026-01-01T00:00:00Z' } }
const ended = (reason: string, exitCode = 0) => ({
  terminated: { reason, exitCode, finishedAt: '2026-01-01T00:00:00Z' },
})
const waiting = (reason: string) => ({ waiting: { reason } })

interface Parts {
  readonly phase?: string
  readonly states?: readonly object[]
  readonly init?: readonly object[]
  readonly deleted?: boolean
  readonly ready?: string
}

function podWith({ phase = 'Running', states = [], init = [], deleted = false, ready = 'True' }: Parts): StoredObject {
  const status = (state: object, index: number) => ({
    name: `c${index}`,
    ready: 'running' in state,
    restartCount: index,
    state,
  })
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'p',
      uid: 'u',
      resourceVersion: '1',
      creationTimestamp: '2026-01-01T00:00:00Z',
      ...(deleted ? { deletionTimestamp: '2026-01-01T00:00:30Z' } : {}),
    },
    spec: {
      containers: states.map((_, index) => ({ name: `c${index}` })),
      initContainers: init.map((_, index) => ({ name: `i${index}` })),
    },
    status: {
      phase,
      conditions: [{ type: 'Ready', status: ready }],
      containerStatuses: states.map(status),
      initContainerStatuses: init.map(status),
    },
  }
}

describe('STATUS of a pod, worded as kubectl words it', () => {
  test.each([
    ['Running', { states: [running, running] }],
    ['Pending', { phase: 'Pending' }],
    ['Terminating', { states: [running], deleted: true }],
    ['CrashLoopBackOff', { states: [running, waiting('CrashLoopBackOff')] }],
    ['ErrImagePull', { phase: 'Pending', states: [waiting('ErrImagePull')] }],
    ['Error', { states: [ended('Error', 1)] }],
    ['Completed', { phase: 'Succeeded', states: [ended('Completed')] }],
    ['Running', { states: [ended('Completed'), running] }],
    ['NotReady', { states: [ended('Completed'), running], ready: 'False' }],
    ['ExitCode:3', { states: [{ terminated: { exitCode: 3 } }] }],
    ['Signal:9', { states: [{ terminated: { exitCode: 137, signal: 9 } }] }],
    ['Init:0/1', { phase: 'Pending', init: [running] }],
    ['Init:CrashLoopBackOff', { phase: 'Pending', init: [waiting('CrashLoopBackOff')] }],
    ['Init:1/2', { phase: 'Pending', init: [ended('Completed'), waiting('PodInitializing')] }],
  ] satisfies [string, Parts][])('%s', (expected, parts) => {
    expect(podStatus(podWith(parts))).toBe(expected)
  })
})

test('the row of a pod that restarted', () => {
  const pod = podWith({ states: [running, running] })
  const cells = podColumns.map((column) => column.cell(pod, new Date('2026-01-01T00:05:00Z')))
  expect(cells).toEqual(['p', '2/2', 'Running', '1', '5m', '<none>', '<none>', '<none>', '<none>'])
})
