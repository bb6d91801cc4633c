import { expect, test } from 'vitest'
import { pod } from '../../objects/pod.ts'
import { deletionOrder } from './deletion-rank.ts'

type Shape = {
  name: string
  node?: string
  phase?: string
  ready?: boolean
  since?: string
  created?: string
  restarts?: number
  cost?: string
}

function podOf({
  name,
  node,
  phase = 'Running',
  ready = true,
  since,
  created = '2026-01-01T00:00:00Z',
  restarts = 0,
  cost,
}: Shape) {
  return pod.parse({
    metadata: {
      name,
      namespace: 'shop',
      uid: name,
      resourceVersion: '1',
      creationTimestamp: created,
      ...(cost === undefined ? {} : { annotations: { 'controller.kubernetes.io/pod-deletion-cost': cost } }),
    },
    spec: { containers: [], ...(node === undefined ? {} : { nodeName: node }) },
    status: {
      phase,
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: since ?? created }],
      containerStatuses: [{ name: 'a', restartCount: restarts }],
    },
  })
}

const first = (...shapes: Shape[]) => deletionOrder(shapes.map(podOf))[0]?.metadata.name

// Kubernetes' order (ActivePodsWithRanks): each row differs in one criterion only.
test.each([
  ['one without a node before one with', [{ name: 'stays', node: 'a' }, { name: 'goes' }]],
  [
    'a pending one before a running one',
    [
      { name: 'stays', node: 'a' },
      { name: 'goes', node: 'b', phase: 'Pending' },
    ],
  ],
  [
    'one that is not ready before a ready one',
    [
      { name: 'stays', node: 'a' },
      { name: 'goes', node: 'b', ready: false },
    ],
  ],
  [
    'a cheaper one first',
    [
      { name: 'stays', node: 'a', cost: '5' },
      { name: 'goes', node: 'b', cost: '-5' },
    ],
  ],
  [
    'one that shares its node',
    [
      { name: 'stays', node: 'a' },
      { name: 'goes', node: 'b' },
      { name: 'too', node: 'b' },
    ],
  ],
  [
    'one that became ready later',
    [
      { name: 'stays', node: 'a', since: '2026-01-01T00:00:00Z' },
      { name: 'goes', node: 'b', since: '2026-01-02T00:00:00Z' },
    ],
  ],
  [
    'one with more restarts',
    [
      { name: 'stays', node: 'a' },
      { name: 'goes', node: 'b', restarts: 3 },
    ],
  ],
  [
    'the newest',
    [
      { name: 'stays', node: 'a', since: 'x' },
      { name: 'goes', node: 'b', since: 'x', created: '2026-01-03T00:00:00Z' },
    ],
  ],
])('%s', (_, shapes) => {
  expect(first(...shapes)).toBe('goes')
})
