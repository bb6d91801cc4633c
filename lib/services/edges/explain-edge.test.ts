import { describe, expect, test } from 'vitest'
import { configObject, deployment, namespace, service } from '../../../test/support/cluster-objects.ts'
import { memoryDeps, operator, readerOf } from '../../../test/support/deps.ts'
import { requestSample } from '../../../test/support/telemetry.ts'
import { edgeRequest } from '../../contract/edge.ts'
import { edgeExplanation } from '../../contract/edge-explanation.ts'
import { explainEdge } from './explain-edge.ts'

const cluster = [
  namespace('shop'),
  ...deployment('shop', 'front-v1'),
  ...deployment('shop', 'cart-v1', { desired: 2, ready: 2 }),
  ...deployment('shop', 'cart-v2'),
  service('shop', 'cart'),
  configObject('DestinationRule', ['shop', 'cart'], {
    host: 'cart',
    subsets: [
      { name: 'v1', labels: { version: 'v1' } },
      { name: 'v2', labels: { version: 'v2' } },
    ],
  }),
  configObject('VirtualService', ['shop', 'cart'], {
    hosts: ['cart'],
    http: [{ name: 'main', route: [{ destination: { host: 'cart', subset: 'v1' }, weight: 100 }] }],
  }),
]
const idTo = (workload: string) => `Kubernetes:shop:workload:front-v1~Kubernetes:shop:workload:${workload}~http`
const now = 1_800_000_000
const target = (pod: string, up: boolean) => ({
  namespace: 'shop',
  pod,
  up,
  lastScrape: now - 4,
  error: up ? null : 'connection refused',
  intervalSeconds: 5,
})

function ask(workload: string, principal = operator) {
  const deps = memoryDeps(
    { requests: [requestSample({ perSecond: 4 }), requestSample({ perSecond: 4, reporter: 'source' })] },
    cluster,
  )
  deps.metrics.targets = [target('front-v1-abc-0', true), target('cart-v1-abc-0', true), target('cart-v1-abc-1', false)]
  return explainEdge({ deps, principal, input: { ...edgeRequest.parse({}), id: idTo(workload) } })
}

describe('an edge explained', () => {
  test('E5 E10: says who reports and why, how both ends are read, and which rules have a say', async () => {
    const explained = edgeExplanation.parse(await ask('cart-v1'))
    expect(explained.reporter).toMatchObject({
      counts: 'destination',
      destination: { perSecond: 4, series: 1 },
      source: { perSecond: 4, series: 1 },
    })
    expect(explained.ends.source.scrape).toEqual({ targets: 1, up: 1, ageSeconds: 4, error: null })
    expect(explained.ends.target).toMatchObject({ pods: 2, scrape: { targets: 2, up: 1, error: 'connection refused' } })
    expect(explained.checklist[0]).toMatchObject({ check: 'callee-scraped', status: 'problem' })
    expect(explained.rules).toMatchObject([{ rule: 'main', certainty: 'applies' }])
    expect(explained.queries.map(({ name }) => name)).toContain('requests as the caller counted them')
  })
  test('E2 E3: of one that no traffic made says why there may be none', async () => {
    const explained = edgeExplanation.parse(await ask('cart-v2'))
    expect(explained.edge).toBeNull()
    expect(explained.ends.target).toMatchObject({ name: 'cart-v2', pods: 1, sidecar: 'all' })
    expect(explained.checklist.slice(0, 3).map(({ check }) => check)).toEqual(['traffic', 'callee-scraped', 'routed'])
  })
  test('G14: whose ends may not be seen is not explained, and nobody learns whether it exists', async () => {
    const refused = { code: 'NOT_FOUND', field: 'id' }
    await expect(ask('cart-v1', readerOf('back'))).rejects.toMatchObject(refused)
    await expect(ask('nowhere~x', operator)).rejects.toMatchObject(refused)
  })
})
