import { describe, expect, test } from 'vitest'
import { deployment, namespace } from '../../../test/support/cluster-objects.ts'
import { memoryDeps, operator, readerOf } from '../../../test/support/deps.ts'
import { requestSample } from '../../../test/support/telemetry.ts'
import { edgeConnection } from '../../contract/edge-connection.ts'
import { edgeRequest } from '../../contract/edge.ts'
import { edgeConnectionOf } from './edge-connection.ts'

const cluster = [
  namespace('shop'),
  ...deployment('shop', 'front-v1'),
  ...deployment('shop', 'cart-v1', { desired: 2, ready: 2 }),
]
const id = 'Kubernetes:shop:workload:front-v1~Kubernetes:shop:workload:cart-v1~http'
const front = 'spiffe://cluster.local/ns/shop/sa/front'
const now = 1_800_000_000_000
const sample = requestSample({ perSecond: 4, sourcePrincipal: front })
const iso = (ms: number) => new Date(ms).toISOString()
const line = (ms: number) =>
  `${iso(ms)} ${JSON.stringify({ start_time: iso(ms), method: 'GET', reporter: 'destination', source_principal: front, tls_version: 'TLSv1.3', tls_cipher: 'TLS_AES_128_GCM_SHA256', requested_server_name: 'cart' })}`
const certificate = (days: number) => ({
  name: 'default',
  kind: 'certificate' as const,
  lastUpdated: now,
  chain: [
    {
      subject: '',
      issuer: '',
      names: [],
      spiffe: front,
      serial: '1',
      notBefore: now,
      notAfter: now + days * 86_400_000,
      isAuthority: false,
    },
  ],
})

function mesh() {
  const deps = memoryDeps({ requests: [sample] }, cluster)
  deps.logs.held.set('cart-v1-abc-0/istio-proxy', [line(now - 9_000)])
  deps.logs.held.set('cart-v1-abc-1/istio-proxy', [line(now - 3_000)])
  deps.controlPlane.heldSecrets.set('cart-v1-abc-0.shop', [certificate(2)])
  deps.controlPlane.heldSecrets.set('cart-v1-abc-1.shop', [certificate(1)])
  return deps
}
const ask = async (deps = mesh(), principal = operator) =>
  edgeConnection.parse(await edgeConnectionOf({ deps, principal, input: { ...edgeRequest.parse({}), id } }))

describe('E11: how both ends of an edge talk', () => {
  test('is what the callee logged newest, and the certificate that ends first', async () => {
    const { logged, certificates, why } = await ask()
    expect(logged).toMatchObject({ at: iso(now - 3_000), version: 'TLSv1.3', cipher: 'TLS_AES_128_GCM_SHA256' })
    expect(certificates.target).toMatchObject({ pod: 'cart-v1-abc-1', pods: 2, notAfter: iso(now + 86_400_000) })
    expect(certificates.source).toBeNull()
    expect(why).toMatchObject({ logged: null, target: null, source: expect.stringContaining('control plane') })
  })
  test('names what could not be asked and shows the rest', async () => {
    const deps = mesh()
    deps.controlPlane.failure = 'it is away'
    const { logged, certificates, degraded } = await ask(deps)
    expect(logged?.version).toBe('TLSv1.3')
    expect(certificates.target).toBeNull()
    expect(degraded[0]).toMatchObject({ source: 'control-plane', message: expect.stringContaining('it is away') })
  })
  test('on a mesh whose log has no such fields says so and claims nothing', async () => {
    const deps = mesh()
    for (const name of deps.logs.held.keys())
      deps.logs.held.set(name, [`${iso(now)} {"start_time":"${iso(now)}","method":"GET"}`])
    const { logged, offered, why } = await ask(deps)
    expect([logged, offered]).toEqual([null, null])
    expect(why.logged).toContain('no line with TLS fields')
  })
  test('G14: is not told to those who may not see both ends', async () => {
    await expect(ask(mesh(), readerOf('back'))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
