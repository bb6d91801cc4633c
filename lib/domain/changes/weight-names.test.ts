import { describe, expect, it } from 'vitest'
import { weightNames } from './weight-names.ts'

const object = (...destinations: object[]) => ({
  spec: { http: [{ route: destinations.map((destination) => ({ destination, weight: 1 })) }] },
})
const path = ['spec', 'http', 0, 'route']

describe('names of weights', () => {
  it.each([
    ['subsets', object({ host: 'reviews', subset: 'v1' }, { host: 'reviews', subset: 'v2' }), ['v1', 'v2']],
    ['hosts without their domain', object({ host: 'a.shop.svc.cluster.local' }, { host: 'b' }), ['a', 'b']],
    [
      'both where the subset does not tell',
      object({ host: 'a', subset: 'v1' }, { host: 'b', subset: 'v1' }),
      ['a v1', 'b v1'],
    ],
    ['a destination that names nothing', object({}, { host: 'b' }), ['?', 'b']],
  ])('are %s', (_, of, names) => expect(weightNames(of, path)).toEqual(names))

  it.each([null, 'text', {}, { spec: { http: 'x' } }])('are none where no routes are: %j', (of) =>
    expect(weightNames(of, path)).toEqual([]),
  )
})
