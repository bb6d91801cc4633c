import { expect, test } from 'vitest'
import { anIstioObject } from '../testing/objects.ts'
import { resourcesOf, routesOf, reviewsHost, viewOf } from '../testing/scene.ts'

// Guarantee: an invalid stored object is named and left out; all others are served.

const bad = anIstioObject(
  'VirtualService',
  { name: 'bad' },
  { hosts: ['reviews'], http: [{ timeout: 'soon', route: [{ destination: { host: 'reviews' } }] }] },
)
const good = anIstioObject(
  'VirtualService',
  { name: 'good', created: '2026-03-01T00:00:00Z' },
  {
    hosts: ['reviews'],
    http: [{ name: 'good', route: [{ destination: { host: 'reviews', port: { number: 9080 } } }] }],
  },
)

test('the problem names kind, object and field', () => {
  expect(viewOf([bad]).snapshot.problems).toEqual([
    { kind: 'VirtualService', namespace: 'shop', name: 'bad', message: expect.stringContaining('spec.http.0.timeout') },
  ])
})
test('the next valid one governs the host', () => {
  expect(routesOf(resourcesOf([bad, good]), '9080', `${reviewsHost}:9080`).map(({ name }) => name)).toEqual(['good'])
})
