import { describe, expect, test } from 'vitest'
import { deployment, replicaSet } from '../../objects/workload.ts'
import { deploymentStatus, untilDeadline } from './deployment-status.ts'
import { rolloutLimits } from './rollout-limits.ts'

const meta = (name: string) => ({
  name,
  namespace: 'shop',
  uid: name,
  resourceVersion: '1',
  creationTimestamp: 't',
  generation: 2,
})
const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [] } }
const now = new Date('2026-01-01T01:00:00Z')

type Shape = { spec?: object; status?: object; current?: object; old?: object }

function observe({ spec = {}, status = {}, current = {}, old = {} }: Shape) {
  const set = (name: string, counts: object) =>
    replicaSet.parse({
      metadata: meta(name),
      spec: { replicas: 2, selector: {}, template },
      status: { replicas: 0, ...counts },
    })
  const owner = deployment.parse({
    metadata: meta('web'),
    spec: { replicas: 2, selector: {}, template, progressDeadlineSeconds: 60, ...spec },
    status: { observedGeneration: 2, ...status },
  })
  const sets = [set('new', current), set('old', old)]
  return { owner, status: deploymentStatus({ deployment: owner, current: sets[0], all: sets, now }) }
}
const reasons = (shape: Shape) =>
  Object.fromEntries(
    (observe(shape).status.conditions ?? []).map(({ type, status, reason }) => [type, `${status} ${reason ?? ''}`]),
  )
const progressing = (over: object = {}) => ({
  conditions: [
    {
      type: 'Progressing',
      status: 'True',
      reason: 'ReplicaSetUpdated',
      lastUpdateTime: '2026-01-01T00:59:30Z',
      ...over,
    },
  ],
})
const complete = { replicas: 2, readyReplicas: 2, availableReplicas: 2 }

describe('what rollout status reads', () => {
  test('a complete rollout', () => {
    expect(reasons({ current: complete })).toEqual({
      Available: 'True MinimumReplicasAvailable',
      Progressing: 'True NewReplicaSetAvailable',
    })
  })
  test('counts old and new pods apart', () => {
    const { status } = observe({
      current: { replicas: 1, readyReplicas: 1, availableReplicas: 1 },
      old: { replicas: 1 },
    })
    expect(status).toMatchObject({
      replicas: 2,
      updatedReplicas: 1,
      readyReplicas: 1,
      availableReplicas: 1,
      observedGeneration: 2,
    })
  })
  test('too few that serve', () => {
    expect(reasons({})['Available']).toBe('False MinimumReplicasUnavailable')
  })
  test.each([
    ['under way', progressing(), 'True ReplicaSetUpdated'],
    [
      'without news for longer than the deadline',
      progressing({ lastUpdateTime: '2026-01-01T00:58:59Z' }),
      'False ProgressDeadlineExceeded',
    ],
    [
      'timed out before and still without news',
      progressing({ status: 'False', reason: 'ProgressDeadlineExceeded' }),
      'False ProgressDeadlineExceeded',
    ],
    [
      'of a new spec, although the one before timed out',
      { ...progressing({ status: 'False', reason: 'ProgressDeadlineExceeded' }), observedGeneration: 1 },
      'True ReplicaSetUpdated',
    ],
    [
      'that arrived and lost a pod later',
      progressing({ reason: 'NewReplicaSetAvailable', lastUpdateTime: '2025-01-01T00:00:00Z' }),
      'True NewReplicaSetAvailable',
    ],
  ])('a rollout %s', (_, status, expected) => {
    expect(
      reasons({ status: { ...status, replicas: 2, updatedReplicas: 2 }, current: { replicas: 2 } })['Progressing'],
    ).toBe(expected)
  })
  test('each step forward moves the deadline', () => {
    const before = { ...progressing({ lastUpdateTime: '2026-01-01T00:58:00Z' }), updatedReplicas: 0 }
    const { owner, status } = observe({ status: before, current: { replicas: 1 } })
    expect(status.conditions?.find(({ type }) => type === 'Progressing')?.lastUpdateTime).toBe('2026-01-01T01:00:00Z')
    expect(untilDeadline({ deployment: owner, status, now })).toBe(60_100)
  })
  test('a paused one says so and has no deadline', () => {
    const { owner, status } = observe({ spec: { paused: true } })
    expect(reasons({ spec: { paused: true } })['Progressing']).toBe('Unknown DeploymentPaused')
    expect(untilDeadline({ deployment: owner, status, now })).toBeUndefined()
  })
})

test.each([
  [{}, 4, { maxSurge: 1, maxUnavailable: 1 }],
  [{}, 1, { maxSurge: 1, maxUnavailable: 0 }],
  [{ rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } }, 3, { maxSurge: 0, maxUnavailable: 1 }],
  [{ rollingUpdate: { maxSurge: '50%', maxUnavailable: '34%' } }, 3, { maxSurge: 2, maxUnavailable: 1 }],
  [{ rollingUpdate: { maxSurge: 0, maxUnavailable: 9 } }, 3, { maxSurge: 0, maxUnavailable: 3 }],
  [{ type: 'Recreate' }, 3, { maxSurge: 0, maxUnavailable: 3 }],
])('strategy %j of %i replicas', (strategy, replicas, expected) => {
  expect(rolloutLimits(observe({ spec: { strategy, replicas } }).owner)).toEqual({ desired: replicas, ...expected })
})
