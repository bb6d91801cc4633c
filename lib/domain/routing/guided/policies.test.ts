import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { objectAt, valueAt, type JsonObject } from '../../kubernetes/json.ts'
import { balancerChoices, balancerFields, balancerOf, withBalancer } from './load-balancing.ts'
import { addMirror, mirrorsOf, removeMirror } from './mirror.ts'
import { addSubset, brokenUses, removeSubset, subsetsOf, subsetUses, withLabel } from './subsets.ts'

const POLICY = ['spec', 'trafficPolicy'] as const
const choice = fc.constantFrom(...balancerChoices)
const rule = (loadBalancer: unknown): JsonObject => ({
  metadata: { name: 'reviews' },
  spec: { host: 'reviews', trafficPolicy: { tls: { mode: 'DISABLE' }, loadBalancer }, subsets: [{ name: 'v1' }] },
})

describe('R46 load balancing', () => {
  const extras = fc.record(
    { localityLbSetting: fc.constant({ enabled: true }), warmup: fc.constant({ duration: '30s' }) },
    { requiredKeys: [] },
  )
  it('is what was chosen; locality, warm-up, TLS and subsets stay, and no two ways are set at once', () => {
    fc.assert(
      fc.property(extras, choice, choice, (kept, first, second) => {
        const of = withBalancer(withBalancer(rule(kept), POLICY, first), POLICY, second)
        const balancer = objectAt(of, ...POLICY, 'loadBalancer')
        expect(balancerOf(objectAt(of, ...POLICY))).toBe(second)
        expect(balancer).toMatchObject(kept)
        expect(Object.keys(balancer).filter((key) => key === 'simple' || key === 'consistentHash').length).toBe(
          second === 'unset' ? 0 : 1,
        )
        expect(Object.keys(objectAt(balancer, 'consistentHash')).length).toBe(second.startsWith('hash') ? 1 : 0)
        expect(valueAt(of, 'spec', 'subsets')).toEqual([{ name: 'v1' }])
        expect(valueAt(of, ...POLICY, 'tls')).toEqual({ mode: 'DISABLE' })
      }),
    )
  })

  it('keeps the size of the ring from one hash to another; reads the old name; has fields for every hash', () => {
    const of = rule({ consistentHash: { httpHeaderName: 'x', ringHash: { minimumRingSize: 4096 } } })
    expect(valueAt(withBalancer(of, POLICY, 'hash-cookie'), ...POLICY, 'loadBalancer')).toEqual({
      consistentHash: { ringHash: { minimumRingSize: 4096 }, httpCookie: { name: 'user', ttl: '0s' } },
    })
    expect(withBalancer(of, POLICY, 'hash-header')).toEqual(of)
    expect(balancerOf({ loadBalancer: { simple: 'LEAST_CONN' } })).toBe('LEAST_REQUEST')
    for (const one of balancerChoices) expect(balancerFields(one) === null).toBe(!one.startsWith('hash'))
  })
})

describe('R48 subsets', () => {
  const label = fc.stringMatching(/^[a-z]{1,5}$/)
  const subsets = fc.uniqueArray(
    fc.record({ name: label, labels: fc.dictionary(label, label, { minKeys: 1 }), trafficPolicy: fc.constant({}) }),
    { minLength: 1, maxLength: 4, selector: ({ name }) => name },
  )

  it('come and go, and get and lose labels, without a trace in the others', () => {
    fc.assert(
      fc.property(subsets, fc.nat(), label, (all, pick, value) => {
        const of: JsonObject = { spec: { host: 'reviews', subsets: all, exportTo: ['.'] } }
        const more = addSubset(of, { name: 'fresh-one', labels: { version: 'v9' } })
        expect(subsetsOf(more).at(-1)).toEqual({ name: 'fresh-one', labels: { version: 'v9' } })
        expect(JSON.stringify(removeSubset(more, all.length))).toBe(JSON.stringify(of))
        const subset = pick % all.length
        const labelled = withLabel(of, { subset, key: 'zone-of-it' }, ['zone-of-it', value])
        expect(subsetsOf(labelled)[subset]?.labels['zone-of-it']).toBe(value)
        const renamed = withLabel(labelled, { subset, key: 'zone-of-it' }, ['place-of-it', value])
        expect(JSON.stringify(withLabel(renamed, { subset, key: 'place-of-it' }, null))).toBe(JSON.stringify(of))
      }),
    )
  })

  it('that are used by a rule or a mirror are known, and missed when they go', () => {
    const object = {
      metadata: { name: 'routes', namespace: 'shop' },
      spec: {
        http: [
          {
            name: 'main',
            route: [{ destination: { host: 'reviews', subset: 'v1' } }],
            mirror: { host: 'reviews.shop.svc', subset: 'v2' },
          },
          { route: [{ destination: { host: 'other', subset: 'v3' } }] },
        ],
        tcp: [{ route: [{ destination: { host: 'reviews', subset: 'v1' } }] }],
      },
    }
    const uses = subsetUses([object], 'reviews.shop.svc.cluster.local')
    expect(uses).toEqual([
      { subset: 'v1', object: 'shop/routes', rule: 'main' },
      { subset: 'v2', object: 'shop/routes', rule: 'main' },
      { subset: 'v1', object: 'shop/routes', rule: 'tcp/0' },
    ])
    expect(brokenUses({ spec: { subsets: [{ name: 'v1' }] } }, uses).map(({ subset }) => subset)).toEqual(['v2'])
  })
})

describe('R49 mirrors', () => {
  const RULE = ['spec', 'http', 0] as const
  const object: JsonObject = { spec: { http: [{ name: 'main', timeout: '1s' }, { name: 'other' }] } }

  it('are added with a share and go without a trace', () => {
    const more = addMirror(object, RULE, { host: 'reviews', subset: 'v3', share: 5 })
    const [mirror] = mirrorsOf(objectAt(more, ...RULE))
    expect(mirror).toMatchObject({ host: 'reviews', subset: 'v3', share: 5 })
    expect(JSON.stringify(removeMirror(more, RULE, mirror!))).toBe(JSON.stringify(object))
  })

  it('are read in each form in which they can be written; without a share every request is copied', () => {
    const destination = { host: 'a' }
    expect(mirrorsOf({ mirror: destination }).map(({ share }) => share)).toEqual([100])
    expect(mirrorsOf({ mirror: destination, mirrorPercent: 20 }).map(({ share }) => share)).toEqual([20])
    const list = { mirrors: [{ destination, percentage: { value: 1 } }, { destination: { host: 'b' } }] }
    expect(mirrorsOf(list).map(({ host, share }) => [host, share])).toEqual([
      ['a', 1],
      ['b', 100],
    ])
    const left = removeMirror({ spec: { http: [list] } }, RULE, mirrorsOf(list)[0]!)
    expect(mirrorsOf(objectAt(left, ...RULE)).map(({ host }) => host)).toEqual(['b'])
  })
})
