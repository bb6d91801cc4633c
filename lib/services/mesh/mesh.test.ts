import { describe, expect, test } from 'vitest'
import { configObject, namespace } from '../../../test/support/cluster-objects.ts'
import { memoryDeps, operator, readerOf } from '../../../test/support/deps.ts'
import { aProxyStatus } from '../../../test/support/proxies.ts'
import { certificatesResponse, meshResponse, propagationResponse } from '../../contract/mesh.ts'
import type { CertificateFacts } from '../../sources/ports.ts'
import { getMesh } from './get-mesh.ts'
import { getPropagation } from './get-propagation.ts'
import { listCertificates } from './list-certificates.ts'

const now = 1_800_000_000_000
const hour = 3_600_000
const strict = configObject('PeerAuthentication', ['shop', 'default'], { mtls: { mode: 'STRICT' } })

function deps() {
  const own = memoryDeps({}, [namespace('shop'), namespace('bank'), strict])
  own.controlPlane.held = [aProxyStatus('web-1', 'shop'), aProxyStatus('vault-1', 'bank')]
  return own
}
const mesh = async (own = deps(), principal = operator) =>
  meshResponse.parse(await getMesh({ deps: own, principal, input: {} }))

describe('the mesh', () => {
  test('has the mTLS mode in force for every namespace (M10)', async () => {
    const { mtls } = await mesh()
    expect(mtls.mesh).toMatchObject({ mode: 'PERMISSIVE', from: 'default' })
    expect(mtls.namespaces).toMatchObject([
      { namespace: 'bank', mode: 'PERMISSIVE', from: 'default', proxies: 1 },
      { namespace: 'shop', mode: 'STRICT', from: 'namespace', policy: { name: 'default' } },
    ])
  })
  test('reads its settings from the ConfigMap and says which differ', async () => {
    const own = deps()
    own.kubernetes.configMaps.set('istio-system/istio', { mesh: 'defaultConfig:\n  tracing:\n    sampling: 100\n' })
    const { settings, traces } = await mesh(own)
    expect(settings?.items[0]).toMatchObject({ path: 'defaultConfig.tracing.sampling', value: '100', standard: '1' })
    expect(traces.samplingPercent).toBe(100)
  })
  test('without a ConfigMap has Istio\u2019s defaults; one that is no YAML is a sentence', async () => {
    expect((await mesh()).settings).toMatchObject({ found: false, problem: null })
    const own = deps()
    own.kubernetes.configMaps.set('istio-system/istio', { mesh: 'a: [' })
    expect((await mesh(own)).settings?.problem).toContain('not YAML')
  })
  test('names each source that fails and shows the rest', async () => {
    const own = deps()
    own.meshMetrics.failure = 'Prometheus does not answer: connection refused'
    const answer = await mesh(own)
    expect(answer.prometheus).toBeNull()
    expect(answer.degraded).toEqual([expect.objectContaining({ source: 'prometheus' })])
    expect(answer.mtls.namespaces).toHaveLength(2)
  })
  test('shows a reader of one namespace that one, and nothing of the mesh\u2019s inside', async () => {
    const answer = await mesh(deps(), readerOf('shop'))
    expect(answer.mtls.namespaces.map((one) => one.namespace)).toEqual(['shop'])
    expect(answer).toMatchObject({ settings: null, prometheus: null, ledger: null, clusters: [{ proxies: 1 }] })
  })
})

describe('propagation', () => {
  const ask = (own = deps(), principal = operator) => getPropagation({ deps: own, principal, input: { window: 100 } })
  test('counts observations of the window and merges instances before any percentile (M11)', async () => {
    const own = deps()
    const instance = (name: string, convergence: ReadonlyMap<number, number>) => ({
      instance: name,
      version: '1.27.1',
      proxies: 2,
      cpuCores: 0.1,
      memoryBytes: 1,
      startedAt: now,
      convergence,
    })
    const slow = new Map([
      [0.5, 0],
      [1, 0.1],
      [Infinity, 0.1],
    ])
    const fast = new Map([
      [0.5, 0.9],
      [1, 0.9],
      [Infinity, 0.9],
    ])
    own.meshMetrics.held = { ...own.meshMetrics.held, instances: [instance('a', slow), instance('b', fast)] }
    const answer = propagationResponse.parse(await ask(own))
    expect(answer.count).toBeCloseTo(100)
    expect(answer.p50).toBeLessThan(0.5)
    expect(answer.instances.map(({ p99 }) => p99)).toEqual([expect.closeTo(0.995), expect.closeTo(0.495)])
  })
  test('without observations is null, never zero', async () => {
    expect(await ask()).toMatchObject({ bars: [], p50: null, p99: null, instances: [] })
  })
  test('names Prometheus when it is away, and is closed to readers of a part', async () => {
    const own = deps()
    own.meshMetrics.failure = 'Prometheus does not answer: timeout'
    expect(await ask(own)).toMatchObject({ p50: null, degraded: [{ source: 'prometheus' }] })
    await expect(ask(deps(), readerOf('shop'))).rejects.toThrow('every namespace')
  })
})

describe('certificates', () => {
  const leaf = (over: Partial<CertificateFacts> = {}): CertificateFacts => ({
    subject: 'name=web',
    issuer: 'O=cluster.local',
    names: [],
    spiffe: 'spiffe://cluster.local/ns/shop/sa/web',
    serial: '1',
    notBefore: now - hour,
    notAfter: now + 23 * hour,
    isAuthority: false,
    ...over,
  })
  const root = leaf({ subject: 'O=cluster.local', serial: 'R', spiffe: null, isAuthority: true, notAfter: now + 9e11 })
  const held = (certificate: CertificateFacts) => [
    { name: 'default', kind: 'certificate' as const, lastUpdated: now, chain: [certificate] },
    { name: 'ROOTCA', kind: 'trusted-ca' as const, lastUpdated: now, chain: [root] },
  ]
  const list = async (own = deps(), principal = operator) =>
    certificatesResponse.parse(await listCertificates({ deps: own, principal, input: {} }))

  test('come worst first, with the reason of a failed renewal and who trusts which root (M9)', async () => {
    const own = deps()
    const failure = { message: 'the token had expired', at: now - hour }
    own.controlPlane.held = [
      aProxyStatus('web-1', 'shop'),
      aProxyStatus('vault-1', 'bank', { certificate: { expiresAt: now + hour, renewsAt: now - hour, failure } }),
    ]
    own.controlPlane.heldSecrets.set('web-1.shop', held(leaf()))
    own.controlPlane.heldSecrets.set('vault-1.bank', held(leaf({ notAfter: now + hour })))
    const { workloads, roots, notReported } = await list(own)
    expect(workloads.map(({ pod, state }) => [pod, state])).toEqual([
      ['vault-1', 'unrenewed'],
      ['web-1', 'fresh'],
    ])
    expect(workloads[0]?.failure?.message).toBe('the token had expired')
    expect(roots).toMatchObject([{ proxies: 2, published: false, certificate: { serial: 'R' } }])
    expect(notReported).toBe(0)
  })
  test('that a control plane does not tell of are counted, not made up', async () => {
    expect(await list()).toMatchObject({ workloads: [], roots: [], notReported: 2 })
  })
  test('are shown only of namespaces that the reader may see', async () => {
    const own = deps()
    own.controlPlane.heldSecrets.set('web-1.shop', held(leaf()))
    own.controlPlane.heldSecrets.set('vault-1.bank', held(leaf()))
    const { workloads } = await list(own, readerOf('shop'))
    expect(workloads.map(({ namespace: of }) => of)).toEqual(['shop'])
  })
})
