import { describe, expect, test } from 'vitest'
import { aProxyStatus, aTypeStatus } from '../../test/support/proxies.ts'
import { memoryDeps, operator, readerOf } from '../../test/support/deps.ts'
import { configObject, deployment, namespace, service } from '../../test/support/cluster-objects.ts'
import { requestSample } from '../../test/support/telemetry.ts'
import { appResponse, appsResponse } from '../contract/apps.ts'
import { configListRequest } from '../contract/config.ts'
import { edgeRequest, edgeResponseBody } from '../contract/edge.ts'
import { namespacesResponse } from '../contract/namespaces.ts'
import { serviceResponse, servicesResponse } from '../contract/services.ts'
import { listRequest, workloadResponse, workloadsResponse } from '../contract/workloads.ts'
import { getApp } from './apps/get-app.ts'
import { listApps } from './apps/list-apps.ts'
import { getConfig } from './config/get-config.ts'
import { listConfig } from './config/list-config.ts'
import { getEdge } from './edges/get-edge.ts'
import { getNamespace, listNamespaces } from './namespaces/list-namespaces.ts'
import { getService } from './services/get-service.ts'
import { listServices } from './services/list-services.ts'
import { getWorkload } from './workloads/get-workload.ts'
import { listWorkloads } from './workloads/list-workloads.ts'

const cluster = [
  namespace('shop', { 'istio-injection': 'enabled' }),
  namespace('back'),
  ...deployment('shop', 'front-v1'),
  ...deployment('shop', 'cart-v1'),
  ...deployment('shop', 'cart-v2'),
  ...deployment('shop', 'plain-v1', { proxy: false }),
  ...deployment('back', 'secret-v1'),
  service('shop', 'cart'),
  service('back', 'secret'),
  configObject('VirtualService', ['shop', 'cart'], { hosts: ['cart'] }),
  configObject('DestinationRule', ['shop', 'cart'], { host: 'cart.shop.svc.cluster.local' }),
  configObject('VirtualService', ['back', 'secret'], { hosts: ['secret'] }),
  configObject('PeerAuthentication', ['shop', 'default'], { mtls: { mode: 'STRICT' } }),
]
const v2 = { destinationWorkload: 'cart-v2', destinationCanonicalRevision: 'v2', perSecond: 3 }
const deps = () => memoryDeps({ requests: [requestSample(), requestSample(v2)] }, cluster)
const list = listRequest.parse({ namespaces: 'shop' })
const edgeId = 'Kubernetes:shop:workload:front-v1~Kubernetes:shop:workload:cart-v1~http'

describe('workloads', () => {
  test('of the cluster come with their traffic, idle ones included', async () => {
    const { items } = workloadsResponse.parse(await listWorkloads({ deps: deps(), principal: operator, input: list }))
    expect(items.map(({ name }) => name)).toEqual(['cart-v1', 'cart-v2', 'front-v1', 'plain-v1'])
    expect(items[0]).toMatchObject({ inbound: { rps: 1, mtlsRatio: 1 }, health: { status: 'healthy' }, sidecar: 'all' })
    expect(items[3]).toMatchObject({ inbound: { rps: null }, health: { status: 'idle' }, sidecar: 'none' })
  })
  test('that only traffic knows are shown while the cluster is away', async () => {
    const away = deps()
    away.kubernetes.synced = false
    away.kubernetes.failure = 'The cluster API does not answer: connection refused'
    const { items, degraded } = await listWorkloads({ deps: away, principal: operator, input: list })
    expect(items.map(({ name, kind }) => [name, kind])).toContainEqual(['cart-v1', 'Unknown'])
    expect(degraded).toHaveLength(1)
  })
  test('one shows pods, services, proxies and neighbours; a proxy that is behind degrades it', async () => {
    const own = deps()
    own.controlPlane.held = [
      aProxyStatus('cart-v1-abc-0', 'shop', { types: [aTypeStatus('route', { sent: 'b', state: 'stale' })] }),
    ]
    const input = { ...list, namespace: 'shop', name: 'cart-v1' }
    const answer = workloadResponse.parse(await getWorkload({ deps: own, principal: operator, input }))
    expect(answer).toMatchObject({
      services: ['cart'],
      proxies: [{ state: 'stale' }],
      workload: { health: { status: 'degraded' } },
      traffic: { inbound: [{ id: edgeId }] },
    })
    expect(answer.pods[0]?.containers.map(({ name }) => name)).toEqual(['app', 'istio-proxy'])
    expect(answer.config.map(({ kind }) => kind)).toEqual(['VirtualService', 'DestinationRule', 'PeerAuthentication'])
  })
  test('the control plane away leaves everything else', async () => {
    const own = deps()
    own.controlPlane.failure = 'The control plane does not answer: connection refused'
    const input = { ...list, namespace: 'shop', name: 'cart-v1' }
    const answer = await getWorkload({ deps: own, principal: operator, input })
    expect(answer.degraded).toEqual([expect.objectContaining({ source: 'control-plane' })])
    expect(answer.pods).toHaveLength(1)
  })
})

describe('services', () => {
  test('come with endpoints, configuration and traffic', async () => {
    const { items } = servicesResponse.parse(await listServices({ deps: deps(), principal: operator, input: list }))
    expect(items).toMatchObject([
      {
        name: 'cart',
        endpoints: { ready: 2, total: 2 },
        inbound: { rps: 4 },
        ports: [{ port: 80, targetPort: '8080' }],
      },
    ])
    expect(items[0]?.config.map(({ kind }) => kind)).toEqual(['VirtualService', 'DestinationRule'])
  })
  test('one shows the observed share of every workload behind it', async () => {
    const input = { ...list, namespace: 'shop', name: 'cart' }
    const answer = serviceResponse.parse(await getService({ deps: deps(), principal: operator, input }))
    expect(answer.backends.map(({ workload, share }) => [workload, share])).toEqual([
      ['cart-v1', 0.25],
      ['cart-v2', 0.75],
    ])
  })
})

describe('applications and namespaces', () => {
  test('an application joins its versions', async () => {
    const { items } = appsResponse.parse(await listApps({ deps: deps(), principal: operator, input: list }))
    expect(items.find(({ name }) => name === 'cart')).toMatchObject({ versions: ['v1', 'v2'], inbound: { rps: 4 } })
    const input = { ...list, namespace: 'shop', name: 'cart' }
    const app = appResponse.parse(await getApp({ deps: deps(), principal: operator, input }))
    expect(app.workloads).toHaveLength(2)
  })
  test('a namespace sums what is in it and says how mutual TLS is meant', async () => {
    const all = listRequest.parse({})
    const { items } = namespacesResponse.parse(await listNamespaces({ deps: deps(), principal: operator, input: all }))
    expect(items.map(({ name }) => name)).toEqual(['back', 'shop'])
    expect(items[1]).toMatchObject({
      injection: 'enabled',
      mtlsMode: 'STRICT',
      workloads: { total: 4, withSidecar: 3 },
      inbound: { rps: 4, mtlsRatio: 1 },
      healthCounts: { healthy: 3, idle: 1 },
    })
  })
})

describe('an edge', () => {
  test('comes with its charts, hosts, configuration, traces and logs', async () => {
    const input = { ...edgeRequest.parse({}), id: edgeId }
    const answer = edgeResponseBody.parse(await getEdge({ deps: deps(), principal: operator, input }))
    expect(answer).toMatchObject({
      hosts: [{ host: 'cart.shop.svc.cluster.local', rps: 1 }],
      related: {
        traces: { namespace: 'shop', source: 'front-v1', destination: 'cart-v1' },
        logs: { namespace: 'shop', workload: 'front-v1,cart-v1' },
      },
    })
    expect(answer.series?.times.length).toBeGreaterThan(10)
    expect(answer.evidence.map(({ name }) => name)).toEqual(expect.arrayContaining(['requests', 'p95 chart']))
  })
  test('without traffic is not there', async () => {
    const ask = getEdge({ deps: deps(), principal: operator, input: { ...edgeRequest.parse({}), id: 'a~b~http' } })
    await expect(ask).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('configuration', () => {
  test('is listed by kind and namespace with its owner', async () => {
    const input = configListRequest.parse({ namespaces: 'shop', kinds: 'VirtualService' })
    const { items } = await listConfig({ deps: deps(), principal: operator, input })
    expect(items).toMatchObject([{ kind: 'VirtualService', name: 'cart', owner: { kind: 'none' }, findings: [] }])
  })
  test('never shows managed fields or the last-applied copy', async () => {
    const own = deps()
    own.kubernetes.put({
      ...configObject('VirtualService', ['shop', 'noisy'], { hosts: ['x'] }),
      metadata: {
        name: 'noisy',
        namespace: 'shop',
        annotations: { 'kubectl.kubernetes.io/last-applied-configuration': 'password', kept: 'yes' },
        managedFields: [{ manager: 'kubectl' }],
      },
    })
    const input = { kind: 'VirtualService', namespace: 'shop', name: 'noisy' }
    const { object } = await getConfig({ deps: own, principal: operator, input })
    expect(JSON.stringify(object)).not.toMatch(/password|managedFields/)
    expect(JSON.stringify(object)).toContain('kept')
  })
  test.each(['Secret', 'Pod', 'Nothing'])('a %s is not configuration', async (kind) => {
    const ask = getConfig({ deps: deps(), principal: operator, input: { kind, namespace: 'shop', name: 'x' } })
    await expect(ask).rejects.toMatchObject({ code: 'INVALID', field: 'kind' })
  })
})

describe('rights in every list and detail', () => {
  const principal = readerOf('shop')
  const all = listRequest.parse({})
  const named = { ...all, namespace: 'back', name: 'secret' }
  test.each([
    ['workloads', () => listWorkloads({ deps: deps(), principal, input: all })],
    ['services', () => listServices({ deps: deps(), principal, input: all })],
    ['apps', () => listApps({ deps: deps(), principal, input: all })],
    ['namespaces', () => listNamespaces({ deps: deps(), principal, input: all })],
    ['config', () => listConfig({ deps: deps(), principal, input: configListRequest.parse({}) })],
  ])('%s hold nothing of another namespace', async (_what, ask) => {
    expect(JSON.stringify(await ask())).not.toMatch(/secret|"back"/)
  })
  test.each([
    ['a workload', () => getWorkload({ deps: deps(), principal, input: { ...named, name: 'secret-v1' } })],
    ['a service', () => getService({ deps: deps(), principal, input: named })],
    ['an app', () => getApp({ deps: deps(), principal, input: named })],
    ['a namespace', () => getNamespace({ deps: deps(), principal, input: { ...all, name: 'back' } })],
    ['an object', () => getConfig({ deps: deps(), principal, input: { kind: 'VirtualService', ...named } })],
  ])('%s of another namespace is refused', async (_what, ask) => {
    await expect(ask()).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
  test.each([
    [
      'a workload',
      () => getWorkload({ deps: deps(), principal: operator, input: { ...list, namespace: 'shop', name: 'no' } }),
    ],
    [
      'a service',
      () => getService({ deps: deps(), principal: operator, input: { ...list, namespace: 'shop', name: 'no' } }),
    ],
    ['an app', () => getApp({ deps: deps(), principal: operator, input: { ...list, namespace: 'shop', name: 'no' } })],
  ])('%s that is not there is not found', async (_what, ask) => {
    await expect(ask()).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
  test('nobody can say that something is not there while the cluster is unread', async () => {
    const away = deps()
    away.kubernetes.synced = false
    away.kubernetes.failure = 'The cluster API does not answer: connection refused'
    const input = { ...list, namespace: 'shop', name: 'no' }
    await expect(getService({ deps: away, principal: operator, input })).rejects.toMatchObject({
      code: 'SOURCE_UNAVAILABLE',
    })
  })
})
