import { describe, expect, it } from 'vitest'
import { creationSteps, podShares } from './create-routing.ts'

const versions = [
  { version: 'v1', readyPods: 2 },
  { version: 'v2', readyPods: 1 },
]
const wish = { namespace: 'shop', service: 'cart', versions, template: 'as-now', version: 'v1' } as const

describe('R38 the writes that give a service a route', () => {
  it('are the subsets first, then the route with the shares of today', () => {
    const [rule, route] = creationSteps(wish, null)
    expect(rule).toMatchObject({
      kind: 'DestinationRule',
      verb: 'create',
      object: { spec: { host: 'cart', subsets: [{ name: 'v1', labels: { version: 'v1' } }, { name: 'v2' }] } },
    })
    expect(route).toMatchObject({
      kind: 'VirtualService',
      verb: 'create',
      object: { spec: { hosts: ['cart'], http: [{ name: 'main', route: [{ weight: 67 }, { weight: 33 }] }] } },
    })
    expect(podShares(versions)).toEqual([67, 33])
  })

  it('keep a DestinationRule that is there and add what it lacks; write none that lacks nothing', () => {
    const object = {
      metadata: { name: 'pool' },
      spec: { host: 'cart', trafficPolicy: { tls: {} }, subsets: [{ name: 'v1' }] },
    }
    const live = { name: 'pool', resourceVersion: '7', object, subsets: ['v1'] }
    expect(creationSteps(wish, live)[0]).toMatchObject({
      name: 'pool',
      verb: 'replace',
      resourceVersion: '7',
      object: { spec: { trafficPolicy: { tls: {} }, subsets: [{ name: 'v1' }, { name: 'v2' }] } },
    })
    const whole = { ...live, subsets: ['v1', 'v2'] }
    expect(creationSteps(wish, whole).map(({ kind }) => kind)).toEqual(['VirtualService'])
  })

  it('send everything to one version, or testers to another', () => {
    const pinned = creationSteps({ ...wish, template: 'pinned', version: 'v2' }, null)[1]
    expect(pinned).toMatchObject({ object: { spec: { http: [{ route: [{ weight: 0 }, { weight: 100 }] }] } } })
    const testers = creationSteps({ ...wish, template: 'testers', version: 'v2' }, null)[1]
    expect(testers).toMatchObject({
      object: { spec: { http: [{ name: 'testers', route: [{ destination: { subset: 'v2' } }] }, { name: 'main' }] } },
    })
  })
})
