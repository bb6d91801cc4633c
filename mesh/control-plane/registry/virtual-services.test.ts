import { expect, test } from 'vitest'
import { anIstioObject } from '../testing/objects.ts'
import { resourcesOf, reviewsHost, routesOf } from '../testing/scene.ts'

// Guarantee: of several VirtualServices the one that Istio would choose governs a host.

interface About {
  readonly created?: string
  readonly namespace?: string
  readonly spec?: Record<string, unknown>
}

const destination = { destination: { host: reviewsHost, port: { number: 9080 } } }
const named = (name: string, { created = '2026-01-01T00:00:00Z', namespace = 'shop', spec = {} }: About = {}) =>
  anIstioObject(
    'VirtualService',
    { name, created, namespace },
    { hosts: [reviewsHost], http: [{ name, route: [destination] }], ...spec },
  )
const winner = (...objects: ReturnType<typeof named>[]) =>
  routesOf(resourcesOf(objects), '9080', `${reviewsHost}:9080`).map(({ name }) => name)

test('the oldest wins', () => {
  expect(winner(named('young', { created: '2026-02-01T00:00:00Z' }), named('old'))).toEqual(['old'])
})
test('one that is not exported here is not seen', () => {
  expect(winner(named('foreign', { namespace: 'bank', spec: { exportTo: ['.'] } }))).toEqual(['default'])
})
test('the exact host beats a wildcard', () => {
  const wild = named('wild', { created: '2025-01-01T00:00:00Z', spec: { hosts: ['*.shop.svc.cluster.local'] } })
  expect(winner(wild, named('exact'))).toEqual(['exact'])
})
test('a delegate is merged into its root, and what contradicts the root is dropped', () => {
  const root = named('root', {
    spec: { http: [{ name: 'r', match: [{ uri: { prefix: '/a' } }], delegate: { name: 'leaf' } }] },
  })
  const leaf = anIstioObject(
    'VirtualService',
    { name: 'leaf' },
    {
      http: [
        { name: 'inside', match: [{ uri: { prefix: '/a/b' } }], route: [destination] },
        { name: 'outside', match: [{ uri: { prefix: '/c' } }], route: [destination] },
      ],
    },
  )
  expect(winner(root, leaf)).toEqual(['r-inside'])
})
