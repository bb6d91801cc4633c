import { expect, test } from 'vitest'
import { deployment, namespace, service } from '../../test/support/cluster-objects.ts'
import { memoryDeps, operator } from '../../test/support/deps.ts'
import { requestSample } from '../../test/support/telemetry.ts'
import { listRequest } from '../contract/workloads.ts'
import { getApp } from './apps/get-app.ts'
import { listApps } from './apps/list-apps.ts'
import { getNamespace } from './namespaces/list-namespaces.ts'
import { getService } from './services/get-service.ts'
import { getWorkload } from './workloads/get-workload.ts'

/** A mesh whose traffic is another whenever "now" is asked for: 1 a second, then 2, then 3. */
function movingMesh(name: string) {
  const deps = memoryDeps({}, [namespace('shop'), ...deployment('shop', 'cart-v1'), service('shop', 'cart')])
  let now = 0
  deps.metrics.requests = (window) => {
    const at = window.at ?? ++now
    return Promise.resolve({ values: [requestSample({ perSecond: at })], at, queries: [], warnings: [] })
  }
  return { deps, principal: operator, input: { ...listRequest.parse({}), namespace: 'shop', name } }
}

test('a workload and the calls to it are of one moment', async () => {
  const { at, workload, traffic } = await getWorkload(movingMesh('cart-v1'))
  expect([at, workload.inbound.rps, traffic.inbound.map(({ rps }) => rps)]).toEqual([1, 1, [1]])
})

test('a service, the workloads behind it and the calls to it are of one moment', async () => {
  const { at, service: cart, backends, traffic } = await getService(movingMesh('cart'))
  expect([at, cart.inbound.rps, backends.map(({ inbound }) => inbound.rps)]).toEqual([1, 1, [1]])
  expect(traffic.inbound.map(({ rps }) => rps)).toEqual([1])
})

test('an application, its workloads and the calls to it are of one moment', async () => {
  const { at, app, workloads, traffic } = await getApp(movingMesh('cart'))
  expect([at, app.inbound.rps, workloads.map(({ inbound }) => inbound.rps)]).toEqual([1, 1, [1]])
  expect(traffic.inbound.map(({ rps }) => rps)).toEqual([1])
})

test('lists are of the moment that they name', async () => {
  const apps = await listApps(movingMesh(''))
  const shop = await getNamespace(movingMesh('shop'))
  expect([apps.at, apps.items[0]?.inbound.rps, shop.at, shop.namespace.inbound.rps]).toEqual([1, 1, 1, 1])
})

test('a moment that was asked for is kept', async () => {
  const call = movingMesh('cart')
  const { at, service: cart } = await getService({ ...call, input: { ...call.input, at: 7 } })
  expect([at, cart.inbound.rps]).toEqual([7, 7])
})

test('what is asked once the requests are known is of their moment', async () => {
  const { deps, ...call } = movingMesh('cart-v1')
  const asked: (number | null)[] = []
  deps.metrics.requests = (window) => {
    const values = [requestSample({ reporter: 'source', protocol: 'grpc' })]
    return Promise.resolve({ values, at: window.at ?? 5, queries: [], warnings: [] })
  }
  deps.metrics.callerLatencies = ({ window }) => {
    asked.push(window.at)
    return Promise.resolve({ values: [], at: window.at ?? 6, queries: [], warnings: [] })
  }
  deps.metrics.messages = (window) => {
    asked.push(window.at)
    return Promise.resolve({ values: [], at: window.at ?? 6, queries: [], warnings: [] })
  }
  await getWorkload({ ...call, deps })
  expect(asked).toEqual([5, 5])
})
