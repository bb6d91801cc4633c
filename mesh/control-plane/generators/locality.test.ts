import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Endpoint, Locality } from '../registry/model.ts'
import { localityGroups, type LocalityInput } from './locality.ts'

// Guarantee: the nearest place first and farther ones only when failure is noticed; shares as written.

const place = (path: string): Locality => {
  const [region = '', zone = '', subzone = ''] = path.split('/')
  return { region, zone, subzone }
}
const at = (path: string): Endpoint => ({
  address: '127.0.0.1',
  port: 1,
  health: 'healthy',
  namespace: 'n',
  labels: {},
  serviceAccount: 's',
  identity: {
    workload: '',
    namespace: '',
    canonicalService: '',
    canonicalRevision: '',
    cluster: '',
    app: '',
    version: '',
  },
  hasProxy: true,
  locality: place(path),
  weight: 1,
})
const input = (over: Partial<LocalityInput> = {}): LocalityInput => ({
  client: place('r1/z1/s1'),
  setting: undefined,
  noticesFailure: true,
  ...over,
})
const paths = ['r1/z1/s1', 'r1/z1/s2', 'r1/z2', 'r2/z1', 'r3/z1']
const priorities = (over: Partial<LocalityInput>, from = paths) =>
  Object.fromEntries(
    localityGroups(from.map(at), input(over)).map(({ locality, priority }) => [
      [locality.region, locality.zone, locality.subzone].filter(Boolean).join('/'),
      priority,
    ]),
  )

describe('failover', () => {
  test.each([
    ['nearest first', {}, { 'r1/z1/s1': 0, 'r1/z1/s2': 1, 'r1/z2': 2, 'r2/z1': 3, 'r3/z1': 3 }],
    [
      'to a named region',
      { setting: { failover: [{ from: 'r1', to: 'r3' }] } },
      { 'r1/z1/s1': 0, 'r1/z1/s2': 1, 'r1/z2': 2, 'r2/z1': 4, 'r3/z1': 3 },
    ],
    [
      'not without outlier detection',
      { noticesFailure: false },
      { 'r1/z1/s1': 0, 'r1/z1/s2': 0, 'r1/z2': 0, 'r2/z1': 0, 'r3/z1': 0 },
    ],
    [
      'not when turned off',
      { setting: { enabled: false } },
      { 'r1/z1/s1': 0, 'r1/z1/s2': 0, 'r1/z2': 0, 'r2/z1': 0, 'r3/z1': 0 },
    ],
    [
      'not for a client without a place',
      { client: place('') },
      { 'r1/z1/s1': 0, 'r1/z1/s2': 0, 'r1/z2': 0, 'r2/z1': 0, 'r3/z1': 0 },
    ],
  ])('%s', (_case, over, expected) => expect(priorities(over)).toEqual(expected))

  test('priorities have no gaps, whatever places exist', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(paths, { minLength: 1 }), (some) => {
        const used = [...new Set(Object.values(priorities({}, some)))].toSorted((a, b) => a - b)
        expect(used).toEqual(used.map((_, index) => index))
      }),
    )
  })
})

test('distribute gives each place its share and leaves the others out', () => {
  const setting = { distribute: [{ from: 'r1/*', to: { 'r1/z1/*': 80, 'r2/*': 20 } }] }
  const groups = localityGroups(['r1/z1/s1', 'r1/z1/s2', 'r2/z1', 'r3/z1'].map(at), input({ setting }))
  expect(groups.map(({ locality, weight }) => [locality.region, weight])).toEqual([
    ['r1', 40],
    ['r1', 40],
    ['r2', 20],
  ])
})
