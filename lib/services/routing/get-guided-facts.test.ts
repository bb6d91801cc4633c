import { describe, expect, it } from 'vitest'
import { deployment, namespace } from '../../../test/support/cluster-objects.ts'
import { memoryDeps, operator, readerOf } from '../../../test/support/deps.ts'
import { requestSample } from '../../../test/support/telemetry.ts'
import { guidedFacts } from '../../contract/guided-edits.ts'
import type { KubernetesObject } from '../../domain/kubernetes/object.ts'
import { getGuidedFacts } from './get-guided-facts.ts'

const object = (kind: string, name: string, spec: unknown): KubernetesObject & { spec: unknown } => ({
  apiVersion: 'networking.istio.io/v1',
  kind,
  metadata: { name, namespace: 'shop', uid: name, resourceVersion: '1', creationTimestamp: '2026-01-01T00:00:00Z' },
  spec,
})
const cluster = [
  namespace('shop'),
  ...deployment('shop', 'cart-v1'),
  object('Service', 'cart', { selector: { app: 'cart' }, ports: [{ port: 80 }] }),
  object('DestinationRule', 'cart', { host: 'cart', subsets: [{ name: 'v1', labels: { version: 'v1' } }] }),
  object('PeerAuthentication', 'strict', { mtls: { mode: 'STRICT' } }),
]
const route = object('VirtualService', 'routes', {
  hosts: ['cart'],
  http: [{ name: 'main', timeout: '3s', route: [{ destination: { host: 'cart', subset: 'v1' } }] }],
})
const ask = (objects: readonly KubernetesObject[], name: string, principal = operator) =>
  getGuidedFacts({
    deps: memoryDeps({ requests: [requestSample()] }, objects),
    principal,
    input: { namespace: 'shop', name },
  })

describe('what guided edits must know', () => {
  it('keeps to its contract and finds the service behind a VirtualService, its rules, uses, tries and mTLS mode', async () => {
    const facts = guidedFacts.parse(await ask([...cluster, route], 'routes'))
    expect(facts).toMatchObject({
      virtualService: { namespace: 'shop', name: 'routes' },
      service: { name: 'cart', host: 'cart.shop.svc.cluster.local' },
      destinationRules: [{ name: 'cart' }],
      uses: [{ subset: 'v1', object: 'shop/routes', rule: 'main' }],
      routes: [{ object: 'shop/routes', rule: 'main', timeoutMs: 3000, retries: 2 }],
      mtls: { mode: 'STRICT', from: 'namespace', policy: null },
    })
    expect(facts.hosts).toContainEqual({ name: 'cart', host: 'cart.shop.svc.cluster.local', subsets: ['v1'] })
    expect(facts.calls).toHaveLength(1)
  })

  it('answers for a service without a VirtualService, and says when there is neither', async () => {
    expect(await ask(cluster, 'cart')).toMatchObject({ virtualService: null, service: { name: 'cart' }, uses: [] })
    await expect(ask(cluster, 'nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('tells nobody of a namespace that they may not see', async () => {
    await expect(ask([...cluster, route], 'routes', readerOf('other'))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
