import { describe, expect, it } from 'vitest'
import { guidedFacts, type GuidedFacts } from '../../../lib/contract/guided-edits.ts'
import { checkedYaml } from '../../config/checked-yaml.ts'
import { guidedTarget } from './guided-target.ts'

const facts = (change: Partial<GuidedFacts> = {}): GuidedFacts =>
  guidedFacts.parse({
    at: 0,
    virtualService: null,
    service: { namespace: 'shop', name: 'cart', host: 'cart.shop.svc.cluster.local', selector: { app: 'cart' } },
    destinationRules: [],
    pods: [],
    hosts: [],
    uses: [],
    routes: [],
    calls: [],
    callers: [],
    mtls: { mode: 'PERMISSIVE', from: 'default', policy: null },
    degraded: [],
    ...change,
  })

describe('the object that a guided edit changes', () => {
  it('is the one that is there', () => {
    const policy = { namespace: 'shop', name: 'own' }
    const there = facts({
      virtualService: { namespace: 'shop', name: 'routes' },
      destinationRules: [{ namespace: 'shop', name: 'pool', object: {} }],
      mtls: { mode: 'STRICT', from: 'workload', policy },
    })
    const names = (['VirtualService', 'DestinationRule', 'PeerAuthentication'] as const).map(
      (kind) => guidedTarget(kind, there)?.name.name,
    )
    expect(names).toEqual(['routes', 'pool', 'own'])
  })

  it('R41 is a new one named after the service where there is none, and a new one has no fault', () => {
    for (const kind of ['DestinationRule', 'PeerAuthentication'] as const) {
      const target = guidedTarget(kind, facts())!
      expect(target).toMatchObject({ exists: false, name: { kind, namespace: 'shop', name: 'cart' } })
      expect(checkedYaml(JSON.stringify(target.fresh), target.name).faults).toEqual([])
    }
  })

  it('is none without a VirtualService, or without a service', () => {
    expect(guidedTarget('VirtualService', facts())).toBeNull()
    expect(guidedTarget('DestinationRule', facts({ service: null }))).toBeNull()
    expect(guidedTarget('PeerAuthentication', facts({ service: null, mtls: null }))).toBeNull()
  })
})
