import { expect, test } from 'vitest'
import { node } from '../../objects/node.ts'
import { nodeLifecycle } from './node-lifecycle.ts'

const nodeWith = (status: string, lastHeartbeatTime: string) =>
  node.parse({
    metadata: { name: 'node-a', uid: 'u', resourceVersion: '1', creationTimestamp: 't' },
    status: { conditions: [{ type: 'Ready', status, lastHeartbeatTime }] },
  })
const now = new Date('2026-01-01T00:01:00Z')

test('a node that spoke lately is looked at again when its silence would be too long', () => {
  expect(nodeLifecycle(nodeWith('True', '2026-01-01T00:00:50Z'), now)).toEqual({ actions: [], requeueAfterMs: 30_100 })
})

test('a silent node becomes unknown, once', () => {
  expect(nodeLifecycle(nodeWith('True', '2026-01-01T00:00:20Z'), now).actions).toMatchObject([
    {
      verb: 'merge',
      key: { name: 'node-a' },
      patch: { status: { conditions: [{ type: 'Ready', status: 'Unknown' }] } },
    },
  ])
  expect(nodeLifecycle(nodeWith('Unknown', '2026-01-01T00:00:20Z'), now)).toEqual({ actions: [] })
})
