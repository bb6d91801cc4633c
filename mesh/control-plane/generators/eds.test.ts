import { describe, expect, test } from 'vitest'
import { aPod, aSlice, anIstioObject, anObject } from '../testing/objects.ts'
import { listOf, resourcesOf, reviewsHost } from '../testing/scene.ts'

// Guarantee: endpoints carry the health, the place and the mutual TLS that their pods have.

const name = `outbound|9080||${reviewsHost}`
const slice = (endpoints: Parameters<typeof aSlice>[2]) => aSlice('reviews', [{ name: 'http', port: 9080 }], endpoints)
const pod = (deletionTimestamp?: string) =>
  aPod({
    name: 'reviews-v3',
    ip: '127.204.4.1',
    labels: { app: 'reviews' },
    ...(deletionTimestamp !== undefined && { deletionTimestamp }),
  })

// The shop's own slice comes first; a second one of the same Service adds to it.
function endpoint(objects: Parameters<typeof resourcesOf>[0]) {
  const groups = listOf(resourcesOf(objects).eds.get(name)?.['endpoints'])
  const all = groups.flatMap((group) => listOf(group['lb_endpoints']))
  return all.find((item) => JSON.stringify(item).includes('127.204.4.1'))
}

test.each([
  ['ready', slice([{ ip: '127.204.4.1', pod: 'reviews-v3' }]), pod(), 'HEALTHY'],
  ['not ready', slice([{ ip: '127.204.4.1', pod: 'reviews-v3', ready: false }]), pod(), 'UNHEALTHY'],
  ['terminating', slice([{ ip: '127.204.4.1', pod: 'reviews-v3', terminating: true }]), pod(), 'DRAINING'],
  [
    'deleted before its slice says so',
    slice([{ ip: '127.204.4.1', pod: 'reviews-v3' }]),
    pod('2026-01-01T00:00:00Z'),
    'DRAINING',
  ],
])('a pod that is %s', (_state, ...rest) => {
  const [slices, thePod, health] = rest
  expect(endpoint([{ ...slices, metadata: { ...slices.metadata, name: 'second' } }, thePod])?.['health_status']).toBe(
    health,
  )
})

describe('mutual TLS', () => {
  const match = (objects: Parameters<typeof resourcesOf>[0]) =>
    JSON.stringify(resourcesOf(objects).eds.get(name)).includes('"tlsMode":"istio"')
  test.each([
    ['pods with a proxy take it', [], true],
    [
      'not where the policy disables it',
      [anIstioObject('PeerAuthentication', { name: 'off' }, { mtls: { mode: 'DISABLE' } })],
      false,
    ],
    [
      'not on a port where it is disabled',
      [
        anIstioObject(
          'PeerAuthentication',
          { name: 'off' },
          { selector: { matchLabels: { app: 'reviews' } }, portLevelMtls: { 9080: { mode: 'DISABLE' } } },
        ),
      ],
      false,
    ],
    [
      'another port does not matter',
      [
        anIstioObject(
          'PeerAuthentication',
          { name: 'off' },
          { selector: { matchLabels: { app: 'reviews' } }, portLevelMtls: { 1: { mode: 'DISABLE' } } },
        ),
      ],
      true,
    ],
  ])('%s', (_name, objects, expected) => expect(match(objects)).toBe(expected))
})

test('localities come from nodes, and weights add up', () => {
  const node = anObject('Node', {
    name: 'node-1',
    namespace: '',
    labels: { 'topology.kubernetes.io/region': 'local', 'topology.kubernetes.io/zone': 'zone-b' },
  })
  expect(resourcesOf([node]).eds.get(name)).toMatchObject({
    endpoints: [{ locality: { region: 'local', zone: 'zone-b' }, load_balancing_weight: 2 }],
  })
})

test('metadata names the workload as Istio does', () => {
  expect(JSON.stringify(resourcesOf().eds.get(name))).toContain('"workload":"reviews-v1;shop;reviews;v1;Kubernetes"')
})
