import { expect, test } from 'vitest'
import fc from 'fast-check'
import { inconsistencies } from '../generators/resources.ts'
import { loopback } from '../generators/addressing/loopback.ts'
import { objectKey } from '../ingest/object-store.ts'
import { parseNodeId, proxyOf, type Proxy } from '../registry/proxy.ts'
import { buildSnapshot, type Snapshot } from '../snapshot.ts'
import { aPod, aService, aSlice, anIstioObject, anObject } from '../testing/objects.ts'
import { clientIp, resourcesOf, shop, viewOf } from '../testing/scene.ts'
import { desiredState } from './desired-state.ts'
import { ResourceCache } from './resource-cache.ts'
import { sameResources } from './subscription.ts'

// Guarantee: every name that is referred to exists, whatever is configured, and a change touches only the proxies it concerns.

const subsetNames = ['a', 'b', 'c']
const anyRule = fc.record({
  subsets: fc.uniqueArray(fc.constantFrom(...subsetNames)),
  weights: fc.array(fc.nat(100), { minLength: 1, maxLength: 3 }),
  lb: fc.constantFrom('ROUND_ROBIN', 'RANDOM', 'PASSTHROUGH', 'LEAST_REQUEST'),
  mode: fc.constantFrom('STRICT', 'PERMISSIVE', 'DISABLE'),
  role: fc.constantFrom('sidecar' as const, 'router' as const),
})

test('no dangling names and nothing that can not be encoded', () => {
  fc.assert(
    fc.property(anyRule, ({ subsets, weights, lb, mode, role }) => {
      const objects = [
        anIstioObject(
          'DestinationRule',
          { name: 'r' },
          {
            host: 'reviews',
            trafficPolicy: { loadBalancer: { simple: lb } },
            subsets: subsets.map((name) => ({ name, labels: { version: name } })),
          },
        ),
        anIstioObject(
          'VirtualService',
          { name: 'r' },
          {
            hosts: ['reviews'],
            http: [
              {
                route: weights.map((weight, index) => ({
                  destination: { host: 'reviews', subset: subsetNames[index] },
                  weight,
                })),
              },
            ],
          },
        ),
        anIstioObject('PeerAuthentication', { name: 'p' }, { mtls: { mode } }),
      ]
      expect(inconsistencies(resourcesOf(objects, { role }))).toEqual([])
      expect(desiredState(viewOf(objects, { role }), new ResourceCache(), undefined).faults).toEqual([])
    }),
    { numRuns: 40 },
  )
})

test('a route changes routes alone, and only for those who see it', () => {
  const rule = (exportTo: string[]) =>
    anIstioObject(
      'VirtualService',
      { name: 'r', namespace: 'bank' },
      {
        exportTo,
        hosts: ['reviews.shop.svc.cluster.local'],
        http: [{ timeout: '1s', route: [{ destination: { host: 'reviews.shop.svc.cluster.local' } }] }],
      },
    )
  const cache = new ResourceCache()
  const sets = (objects: Parameters<typeof viewOf>[0]) => desiredState(viewOf(objects), cache, undefined).sets
  const before = sets([])
  const changed = (objects: Parameters<typeof viewOf>[0]) => {
    const after = sets(objects)
    return (['cds', 'eds', 'lds', 'rds'] as const).filter((type) => !sameResources(before[type], after[type]))
  }
  expect([changed([rule(['*'])]), changed([rule(['.'])])]).toEqual([['rds'], []])
})

test('over any history: what is taken over equals what is computed anew, and equal content is not a new state', () => {
  const pods = (ready: boolean) =>
    aSlice('reviews', [{ name: 'http', port: 9080 }], [{ ip: '127.204.2.1', pod: 'reviews-v1', ready }])
  const rule = (weight: number) =>
    anIstioObject(
      'VirtualService',
      { name: 'r' },
      {
        hosts: ['reviews'],
        http: [
          {
            route: [
              { destination: { host: 'reviews' }, weight },
              { destination: { host: 'reviews', subset: 'v1' }, weight: 1 },
            ],
          },
        ],
      },
    )
  const step = fc.oneof(
    fc.nat(3).map((weight) => [rule(weight + 1)]),
    fc.boolean().map((ready) => [pods(ready)]),
    fc
      .constantFrom('STRICT', 'DISABLE')
      .map((mode) => [anIstioObject('PeerAuthentication', { name: 'p' }, { mtls: { mode } })]),
    fc
      .constantFrom('a', 'b')
      .map((name) => [
        anIstioObject(
          'DestinationRule',
          { name: 'd' },
          { host: 'reviews', subsets: [{ name, labels: { version: 'v1' } }] },
        ),
      ]),
    fc.nat(2).map((index) => [aService({ name: 'more', index: index + 3, ports: [{ name: 'http', port: 9080 }] })]),
    fc
      .constantFrom('./*', 'bank/*')
      .map((host) => [anIstioObject('Sidecar', { name: 's' }, { egress: [{ hosts: [host] }] })]),
    fc
      .constantFrom('1s', '2s')
      .map((time) => [
        anObject(
          'ConfigMap',
          { name: 'istio', namespace: 'istio-system' },
          { data: { mesh: `connectTimeout: ${time}` } },
        ),
      ]),
    fc.constantFrom('192.0.2.1', '192.0.2.2').map((address) => [
      anIstioObject(
        'ServiceEntry',
        { name: 'e' },
        {
          hosts: ['e.example'],
          resolution: 'DNS',
          ports: [{ number: 80, name: 'http', protocol: 'HTTP' }],
          endpoints: [{ address }],
        },
      ),
    ]),
    fc
      .constantFrom('x', 'y')
      .map((cluster) => [
        anIstioObject(
          'VirtualService',
          { name: 't' },
          { hosts: ['reviews'], tcp: [{ match: [{ port: 7000 }], route: [{ destination: { host: cluster } }] }] },
        ),
      ]),
    fc
      .constantFrom('v1', 'v9')
      .map((version) => [aPod({ name: 'client', ip: clientIp, labels: { app: 'client', version } })]),
    fc.constant([]),
  )
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
      const cache = new ResourceCache()
      const store = new Map(shop.map((object) => [objectKey(object), object]))
      let snapshot = buildSnapshot([...store.values()], 0)
      let proxy = clientOf(snapshot)
      let state = desiredState({ snapshot, proxy, addressing: loopback, hasIdentity: true }, cache, undefined)
      for (const objects of steps) {
        for (const object of objects) store.set(objectKey(object), object)
        const before = snapshot
        snapshot = buildSnapshot([...store.values()], 0, before)
        const isSamePod = before.workloads.get('shop/client') === snapshot.workloads.get('shop/client')
        proxy = isSamePod ? proxy : clientOf(snapshot)
        const view = { snapshot, proxy, addressing: loopback, hasIdentity: true }
        const last = state
        state = desiredState(view, cache, last)
        const fresh = desiredState(
          { ...view, snapshot: buildSnapshot([...store.values()], 0) },
          new ResourceCache(),
          undefined,
        )
        for (const type of ['cds', 'eds', 'lds', 'rds'] as const)
          expect(sameResources(state.sets[type], fresh.sets[type]), type).toBe(true)
        if (objects.length === 0) expect(state).toBe(last)
      }
    }),
    { numRuns: 60 },
  )
})

function clientOf({ workloads }: Snapshot): Proxy {
  const claim = parseNodeId(`sidecar~${clientIp}~client.shop~shop.svc.cluster.local`)
  if (claim === undefined) throw new Error('no claim')
  return proxyOf(claim, workloads.get('shop/client'))
}
