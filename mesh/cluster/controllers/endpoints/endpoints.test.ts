import { describe, expect, test } from 'vitest'
import { pod } from '../../objects/pod.ts'
import { endpointSlice, service } from '../../objects/service.ts'
import { backendsOf } from './backends.ts'
import { endpointSliceActions } from './endpoint-slices.ts'

const meta = { resourceVersion: '1', creationTimestamp: 't', namespace: 'shop' }
const web = (spec: object = {}) =>
  service.parse({
    metadata: { ...meta, name: 'web', uid: 'svc' },
    spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 'http' }], ...spec },
  })

type Shape = {
  name: string
  ip?: string
  ready?: boolean
  terminating?: boolean
  phase?: string
  port?: number
  app?: string
}

function podOf({
  name,
  ip = '127.1.1.1',
  ready = true,
  terminating = false,
  phase = 'Running',
  port = 8080,
  app = 'web',
}: Shape) {
  return pod.parse({
    metadata: { ...meta, name, uid: name, labels: { app }, ...(terminating ? { deletionTimestamp: 't' } : {}) },
    spec: { nodeName: 'node-a', containers: [{ name: 'c', ports: [{ name: 'http', containerPort: port }] }] },
    status: {
      phase,
      ...(ip === '' ? {} : { podIP: ip }),
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
    },
  })
}
const backends = (shapes: Shape[], spec: object = {}) =>
  backendsOf(web(spec), shapes.map(podOf), new Map([['node-a', 'local-a']]))

describe('who is behind a Service', () => {
  test.each([
    ['a ready pod', { name: 'a' }, { ready: true, serving: true, terminating: false }],
    ['one that is not ready', { name: 'a', ready: false }, { ready: false, serving: false, terminating: false }],
    [
      'one that ends still serves, but is not ready',
      { name: 'a', terminating: true },
      { ready: false, serving: true, terminating: true },
    ],
  ])('%s', (_, shape, conditions) => {
    expect(backends([shape])[0]?.endpoint).toMatchObject({
      conditions,
      nodeName: 'node-a',
      zone: 'local-a',
      targetRef: { kind: 'Pod', name: 'a' },
    })
  })
  test.each([
    ['one without an address', { name: 'a', ip: '' }],
    ['one that has ended', { name: 'a', phase: 'Succeeded' }],
    ['one with other labels', { name: 'a', app: 'db' }],
  ])('not %s', (_, shape) => {
    expect(backends([shape])).toEqual([])
  })
  test('not-ready addresses count when the Service publishes them', () => {
    expect(
      backends([{ name: 'a', ready: false }], { publishNotReadyAddresses: true })[0]?.endpoint.conditions?.ready,
    ).toBe(true)
  })
  test.each([
    ['a name', { port: 80, targetPort: 'http' }, 8080],
    ['a number', { port: 80, targetPort: 81 }, 81],
    ['nothing', { port: 80 }, 80],
  ])('the target port may be %s', (_, port, expected) => {
    expect(backends([{ name: 'a' }], { ports: [port] })[0]?.ports[0]?.port).toBe(expected)
  })
})

describe('slices', () => {
  test('are written once and then left alone', () => {
    const [create] = endpointSliceActions(web(), backends([{ name: 'a' }]), [])
    if (create?.verb !== 'create') throw new Error('no slice was created')
    const stored = endpointSlice.parse({
      ...create.object,
      metadata: { ...create.object.metadata, ...meta, uid: 'slice' },
    })
    expect(endpointSliceActions(web(), backends([{ name: 'a' }]), [stored])).toEqual([])
    expect(endpointSliceActions(web(), backends([{ name: 'a', ready: false }]), [stored])).toMatchObject([
      { verb: 'merge' },
    ])
  })
  test('pods that serve the port under different numbers get slices of their own', () => {
    const actions = endpointSliceActions(web(), backends([{ name: 'a' }, { name: 'b', port: 9090 }]), [])
    expect(actions.map(({ verb }) => verb)).toEqual(['create', 'create'])
  })
  test('hold at most a hundred endpoints', () => {
    const shapes = Array.from({ length: 201 }, (_, index) => ({ name: `p${index}`, ip: `127.1.${index}.1` }))
    expect(endpointSliceActions(web(), backends(shapes), [])).toHaveLength(3)
  })
})
