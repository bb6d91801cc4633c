import { afterAll, beforeAll, expect, test } from 'vitest'
import { proxiesResponse, proxyConfigResponse, proxyResponse } from '../../lib/contract/proxies.ts'
import { certificatesResponse } from '../../lib/contract/mesh.ts'
import type { Deps } from '../../lib/services/deps.ts'
import { listCertificates } from '../../lib/services/mesh/list-certificates.ts'
import { getProxyConfig } from '../../lib/services/proxies/get-proxy-config.ts'
import { getProxy } from '../../lib/services/proxies/get-proxy.ts'
import { listProxies } from '../../lib/services/proxies/list-proxies.ts'
import { DebugPagesSource } from '../../lib/sources/control-plane/control-plane-source.ts'
import { connectAdsProxy, type AdsProxy } from '../../mesh/control-plane/testing/ads-proxy.ts'
import type { DiscoveryResponse } from '../../mesh/control-plane/serve/discovery-wire.ts'
import { startLab, type Lab } from '../../mesh/control-plane/testing/lab.ts'
import { split } from '../../mesh/control-plane/testing/two-versions.ts'
import { reviewsHost, shop } from '../../mesh/control-plane/testing/scene.ts'
import { memoryDeps, operator, readerOf } from '../support/deps.ts'
import { eventually } from '../support/proxy/poll.ts'

// Guarantee: over the real control plane the console shows why a proxy refused its configuration and what it works with
// instead, keeps its last picture while the control plane is away, and recovers by itself.

const reason = "Error adding/updating route '9080': the test refuses it"
const client = { namespace: 'shop', name: 'client' }
let lab: Lab
let proxy: AdsProxy
let deps: Deps
let routes: DiscoveryResponse

beforeAll(async () => {
  lab = await startLab()
  for (const kind of ['Pod', 'Service', 'EndpointSlice'])
    lab.store.replace(
      kind,
      shop.filter((object) => object.kind === kind),
    )
  await eventually(async () => ((await fetch(debugUrl('/ready'))).ok ? true : undefined))
  const url = debugUrl('')
  deps = {
    ...memoryDeps(),
    now: () => Date.now(),
    controlPlane: new DebugPagesSource({ url, timeoutMs: 2_000, now: () => Date.now() }),
  }
  proxy = connect()
})
afterAll(async () => {
  proxy.close()
  await lab.stop()
})

const debugUrl = (path: string) => `http://127.0.0.1:${lab.ports.debug}${path}`
const connect = () =>
  connectAdsProxy({
    address: `localhost:${lab.ports.secure}`,
    rootPem: lab.authority.rootPem,
    nodeId: 'sidecar~127.204.1.1~client.shop~shop.svc.cluster.local',
    token: 'shop/client/client',
  })
const list = async (principal = operator) =>
  proxiesResponse.parse(await listProxies({ deps, principal, input: { namespaces: [] } }))
const typeOf = async (type: string) => (await list()).items[0]?.types.find((one) => one.type === type)

test('a proxy that took everything is in step, with its certificate and its tables', async () => {
  for (const type of ['cds', 'lds'] as const) proxy.accept(await proxy.subscribe(type))
  routes = await proxy.subscribe('rds', ['9080'])
  proxy.accept(routes)
  proxy.accept(await proxy.subscribe('sds', ['default', 'ROOTCA']))
  const items = await eventually(async () => {
    const answer = await list()
    return answer.items[0]?.types.find(({ type }) => type === 'sds')?.state === 'synced' ? answer.items : undefined
  })
  expect(items).toMatchObject([{ pod: 'client', namespace: 'shop', state: 'synced' }])
  const config = proxyConfigResponse.parse(await getProxyConfig({ deps, principal: operator, input: client }))
  expect(config.routes.map(({ virtualHost }) => virtualHost)).toContain(`${reviewsHost}:9080`)
  expect(config.secrets.map(({ name }) => name).toSorted()).toEqual(['ROOTCA', 'default'])
  const { workloads, roots } = certificatesResponse.parse(
    await listCertificates({ deps, principal: operator, input: {} }),
  )
  expect(workloads).toMatchObject([
    { state: 'fresh', certificate: { spiffe: 'spiffe://cluster.local/ns/shop/sa/client' } },
  ])
  expect(roots).toMatchObject([{ state: 'fresh', proxies: 1 }])
})

test('a refusal is shown with its reason, its effect, and what was sent against what is in force', async () => {
  lab.store.upsert(split(1, 3))
  const refused = await proxy.next(routes)
  proxy.refuse(refused, reason)
  const rejected = await eventually(async () => {
    const type = await typeOf('rds')
    return type?.state === 'nack' ? type : undefined
  })
  expect(rejected.rejection).toMatchObject({
    message: reason,
    effect: expect.stringContaining('last routes'),
    refused: [{ name: '9080', change: 'changed' }],
  })
  expect(rejected.ackedVersion).toBe(routes.versionInfo)
  // A dump is shared for a second.
  const answer = await eventually(async () => {
    const found = proxyResponse.parse(await getProxy({ deps, principal: operator, input: client }))
    return found.refused.length > 0 ? found : undefined
  })
  expect(answer.refused).toMatchObject([{ type: 'rds', name: '9080', message: reason, hasInForce: true }])
  expect(JSON.stringify(answer.refused[0]?.differences)).toContain('weighted_clusters')
})

test('readers of another namespace see neither the proxy nor its configuration', async () => {
  expect((await list(readerOf('bank'))).items).toEqual([])
  await expect(getProxyConfig({ deps, principal: readerOf('bank'), input: client })).rejects.toThrow('may not see')
})

test('a control plane that is away leaves the last picture with its age; when it is back the picture is new', async () => {
  const before = await list()
  await lab.kill()
  const away = await eventually(async () => {
    const answer = await list()
    return answer.stale ? answer : undefined
  })
  expect(away.items.map(({ pod }) => pod)).toEqual(['client'])
  expect(away.degraded).toMatchObject([{ source: 'control-plane' }])
  expect(away.at).toBeGreaterThanOrEqual(before.at)
  await lab.revive()
  proxy.close()
  proxy = connect()
  proxy.accept(await proxy.subscribe('rds', ['9080']))
  const back = await eventually(async () => {
    const answer = await list()
    return !answer.stale && answer.items[0]?.state === 'synced' ? answer : undefined
  })
  expect(back.at).toBeGreaterThan(away.at)
  expect(back.degraded).toEqual([])
})
