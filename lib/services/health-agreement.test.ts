import { describe, expect, test } from 'vitest'
import { aProxyStatus, aTypeStatus } from '../../test/support/proxies.ts'
import { deployment, namespace, service } from '../../test/support/cluster-objects.ts'
import { memoryDeps, operator } from '../../test/support/deps.ts'
import { requestSample } from '../../test/support/telemetry.ts'
import { graphRequest } from '../contract/graph.ts'
import { listRequest } from '../contract/workloads.ts'
import type { Health } from '../domain/health/model.ts'
import { listApps } from './apps/list-apps.ts'
import { getApp } from './apps/get-app.ts'
import { getGraph } from './graph/get-graph.ts'
import { getService } from './services/get-service.ts'
import { listServices } from './services/list-services.ts'
import { getWorkload } from './workloads/get-workload.ts'
import { listWorkloads } from './workloads/list-workloads.ts'

const annotated = (annotation: string) =>
  deployment('shop', 'cart-v1').map((object) =>
    object.kind === 'Deployment'
      ? { ...object, metadata: { ...object.metadata, annotations: { 'health.kiali.io/rate': annotation } } }
      : object,
  )
const errors = [requestSample({ perSecond: 95 }), requestSample({ perSecond: 5, code: '500' })]

/** One mesh as everything that shows a health shows it: of the workload, the app and the service. */
async function shown(objects: Parameters<typeof memoryDeps>[1], requests = errors, stale = false) {
  const deps = memoryDeps({ requests }, [namespace('shop'), ...(objects ?? []), service('shop', 'cart')])
  if (stale)
    deps.controlPlane.held = [
      aProxyStatus('cart-v1-abc-0', 'shop', { types: [aTypeStatus('route', { state: 'stale' })] }),
    ]
  const list = { deps, principal: operator, input: listRequest.parse({}) }
  const graphOf = async (type: string) =>
    (await getGraph({ deps, principal: operator, input: graphRequest.parse({ type, idle: 'true' }) })).nodes
  const one = { ...list, input: { ...list.input, namespace: 'shop', name: 'cart-v1' } }
  const named = { ...list, input: { ...list.input, namespace: 'shop', name: 'cart' } }
  const find = (items: readonly { name: string; health: Health }[], name: string) =>
    items.find((item) => item.name === name)?.health
  return {
    workload: [
      find(await graphOf('workload'), 'cart-v1'),
      find((await listWorkloads(list)).items, 'cart-v1'),
      (await getWorkload(one)).workload.health,
    ],
    app: [
      find(await graphOf('app'), 'cart'),
      find((await listApps(list)).items, 'cart'),
      (await getApp(named)).app.health,
    ],
    service: [
      find(await graphOf('service'), 'cart'),
      find((await listServices(list)).items, 'cart'),
      (await getService(named)).service.health,
    ],
  }
}

describe('health is the same wherever it is shown', () => {
  test.each([
    ['H1: errors', shown(deployment('shop', 'cart-v1')), 'degraded'],
    ['H3: pods that are missing', shown(deployment('shop', 'cart-v1', { desired: 2, ready: 0 })), 'failing'],
    ['H4: a proxy behind the control plane', shown(deployment('shop', 'cart-v1'), [requestSample()], true), 'degraded'],
    ['H6: an annotation that bears it', shown(annotated('5XX,10,20,http,inbound')), 'healthy'],
    ['H6: an annotation that does not', shown(annotated('5XX,0,5,http,inbound')), 'failing'],
    ['H6: an annotation that is not understood', shown(annotated('nonsense')), 'degraded'],
  ])('%s', async (_words, asked, status) => {
    const { workload, app } = await asked
    expect(workload.map((health) => health?.status)).toEqual([status, status, status])
    expect(app.map((health) => health?.status)).toEqual([status, status, status])
    for (const same of [workload, app]) for (const health of same) expect(health).toEqual(same[0])
  })
  test('H3: of a service, with and without ready pods behind it', async () => {
    const { service: fine } = await shown(deployment('shop', 'cart-v1'), [requestSample()])
    expect(fine.map((health) => health?.status)).toEqual(['healthy', 'healthy', 'healthy'])
    const { service: empty } = await shown(deployment('shop', 'cart-v1', { ready: 0 }), [requestSample()])
    expect(empty.map((health) => health?.status)).toEqual(['degraded', 'degraded', 'degraded'])
  })
  test('H3: ready pods of an app are counted over all of its workloads', async () => {
    const { app } = await shown(
      [...deployment('shop', 'cart-v1'), ...deployment('shop', 'cart-v2', { desired: 2, ready: 2 })],
      [requestSample()],
    )
    expect(app.map((health) => health?.reasons.at(-1))).toEqual(
      Array.from({ length: 3 }, () => '3 of 3 pods are ready.'),
    )
  })
  test('H6: a reason says what is wrong with an annotation', async () => {
    const { workload } = await shown(annotated('nonsense'))
    expect(workload[0]?.reasons.join(' ')).toContain('health.kiali.io/rate is not understood: "nonsense" has 1 fields')
  })
})
