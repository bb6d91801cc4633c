import { expect, test } from 'vitest'
import fc from 'fast-check'
import { inconsistencies } from '../generators/resources.ts'
import { anIstioObject } from '../testing/objects.ts'
import { resourcesOf, viewOf } from '../testing/scene.ts'
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
