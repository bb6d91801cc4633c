import { expect, test } from 'vitest'
import { lease } from '../../objects/lease.ts'
import { node } from '../../objects/node.ts'
import { nodeLifecycle } from './node-lifecycle.ts'

const nodeWith = (status: string, lastHeartbeatTime: string) =>
  node.parse({
    metadata: { name: 'node-a', uid: 'u', resourceVersion: '1', creationTimestamp: 't' },
    status: { conditions: [{ type: 'Ready', status, lastHeartbeatTime }] },
  })
const now = new Date('2026-01-01T00:01:00Z')

test('a node that spoke lately is looked at again when its silence would be too long', () => {
  expect(nodeLifecycle(nodeWith('True', '2026-01-01T00:00:50Z'), undefined, now)).toEqual({
    actions: [],
    requeueAfterMs: 30_100,
  })
})

test('a silent node becomes unknown, once', () => {
  expect(nodeLifecycle(nodeWith('True', '2026-01-01T00:00:20Z'), undefined, now).actions).toMatchObject([
    {
      verb: 'merge',
      key: { name: 'node-a' },
      patch: { status: { conditions: [{ type: 'Ready', status: 'Unknown' }] } },
    },
  ])
  expect(nodeLifecycle(nodeWith('Unknown', '2026-01-01T00:00:20Z'), undefined, now)).toEqual({ actions: [] })
})

test.each([
  ['by its lease alone', '2026-01-01T00:00:50.000000Z', 30_100],
  ['by its status, when the lease is older', '2026-01-01T00:00:01.000000Z', 20_100],
])('a node lives %s', (_, renewTime, requeueAfterMs) => {
  const status = requeueAfterMs === 20_100 ? '2026-01-01T00:00:40Z' : '2025-12-31T23:56:00Z'
  const held = lease.parse({
    metadata: { name: 'node-a', uid: 'l', resourceVersion: '2', creationTimestamp: 't' },
    spec: { renewTime },
  })
  expect(nodeLifecycle(nodeWith('True', status), held, now)).toEqual({ actions: [], requeueAfterMs })
})
