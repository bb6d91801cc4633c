import { describe, expect, test } from 'vitest'
import { memoryDeps, operator, readerOf } from '../../../test/support/deps.ts'
import { deployment, namespace } from '../../../test/support/cluster-objects.ts'
import { callLabels, requestSample } from '../../../test/support/telemetry.ts'
import { graphRequest, graphResponse } from '../../contract/graph.ts'
import { getGraph } from './get-graph.ts'

const cluster = [
  namespace('shop'),
  namespace('back'),
  ...deployment('shop', 'cart-v1'),
  ...deployment('shop', 'idle-v1'),
]
const across = requestSample({
  destinationNamespace: 'back',
  destinationWorkload: 'stock-v1',
  destinationServiceName: 'stock',
  destinationServiceNamespace: 'back',
  destinationService: 'stock.back.svc.cluster.local',
  destinationPrincipal: 'spiffe://cluster.local/ns/back/sa/stock',
})
const input = (different: Record<string, string> = {}) => graphRequest.parse(different)

describe('the graph that is answered', () => {
  test('keeps to its contract and costs at most eight queries', async () => {
    const deps = memoryDeps({ requests: [requestSample(), across, requestSample({ protocol: 'grpc' })] }, cluster)
    const graph = graphResponse.parse(await getGraph({ deps, principal: operator, input: input() }))
    expect(graph.edges).toHaveLength(3)
    expect(graph.queries).toBeLessThanOrEqual(8)
    expect(deps.metrics.asked.length).toBe(graph.queries)
  })
  test('G1: costs the same however many namespaces are asked for', async () => {
    const many = Array.from({ length: 200 }, (_, index) => `ns-${index}`)
    const deps = memoryDeps(
      { requests: [requestSample()] },
      many.map((name) => namespace(name)),
    )
    const graph = await getGraph({ deps, principal: operator, input: input({ namespaces: many.join(',') }) })
    expect(graph.queries).toBe(5)
  })
  test('asks only for the layers that are wanted', async () => {
    const deps = memoryDeps({ requests: [requestSample()] }, cluster)
    await getGraph({ deps, principal: operator, input: input({ layers: 'rates' }) })
    expect(deps.metrics.asked).toEqual(['requests', 'tcpBytes'])
  })
  test('idle nodes come only when asked for', async () => {
    const deps = memoryDeps({ requests: [requestSample()] }, cluster)
    const names = async (idle: string) =>
      (await getGraph({ deps, principal: operator, input: input({ idle }) })).nodes.map(({ name }) => name)
    expect(await names('false')).not.toContain('idle-v1')
    expect(await names('true')).toContain('idle-v1')
  })
  test('H3: a node whose pods are missing is not healthy, whatever its answers are', async () => {
    const objects = [namespace('shop'), ...deployment('shop', 'cart-v1', { desired: 2, ready: 0 })]
    const graph = await getGraph({
      deps: memoryDeps({ requests: [requestSample()] }, objects),
      principal: operator,
      input: input(),
    })
    expect(graph.nodes.find(({ name }) => name === 'cart-v1')?.health.status).toBe('failing')
  })
})

describe('a part of the graph', () => {
  const deps = () => memoryDeps({ requests: [requestSample(), across] }, cluster)
  const ask = (different: Record<string, string>, principal = operator) =>
    getGraph({ deps: deps(), principal, input: input(different) })
  test('G21: around a node holds its neighbours of other namespaces, whatever is asked for', async () => {
    const graph = await ask({ focus: 'Kubernetes/back/workload/stock-v1', namespaces: 'shop' })
    expect(graph.focus).toEqual({ node: 'Kubernetes/back/workload/stock-v1', hops: 1 })
    expect(graph.nodes.map(({ name }) => name)).toEqual(['front-v1', 'stock-v1'])
    expect((await ask({ focus: 'Kubernetes/shop/workload/idle-v1', idle: 'true' })).nodes).toHaveLength(1)
  })
  test('G21 G14: a node that is not there or may not be seen is one sentence', async () => {
    const focus = 'Kubernetes/back/workload/stock-v1'
    await expect(ask({ focus }, readerOf('shop'))).rejects.toMatchObject({ code: 'NOT_FOUND', field: 'focus' })
    await expect(ask({ focus: 'nope' })).rejects.toMatchObject({ code: 'NOT_FOUND', field: 'focus' })
  })
  test('G22: boxes come when asked for', async () => {
    expect((await ask({ boxBy: 'namespace' })).boxes.map(({ name }) => name)).toEqual(['shop', 'back'])
    expect((await ask({})).boxes).toEqual([])
  })
  test('G20: only labels of the configuration can be aggregated by', async () => {
    expect((await ask({ aggregate: 'request_operation' })).aggregate).toBe('request_operation')
    await expect(ask({ aggregate: 'x"}' })).rejects.toMatchObject({ code: 'INVALID', field: 'aggregate' })
  })
})

describe('a source that fails', () => {
  test('G15: one layer is missing and named, the others are there', async () => {
    const deps = memoryDeps(
      { requests: [requestSample()], bytes: [{ ...callLabels, protocol: 'http', flags: '-', perSecond: 5 }] },
      cluster,
    )
    deps.metrics.failing.set('calleeLatencies', 'query timed out')
    const graph = await getGraph({ deps, principal: operator, input: input() })
    expect(graph.degraded).toEqual([
      {
        source: 'prometheus',
        since: null,
        message: 'Prometheus does not answer: query timed out (missing: percentiles)',
      },
    ])
    expect(graph.edges[0]).toMatchObject({ rps: 1, bytesPerSecond: 5, latencyMs: null })
  })
  test('G15: without any metrics the answer is empty and says why, once', async () => {
    const deps = memoryDeps({}, cluster)
    deps.metrics.failing.set('*', 'connection refused')
    const graph = await getGraph({ deps, principal: operator, input: input() })
    expect(graph.edges).toEqual([])
    expect(graph.degraded).toEqual([
      { source: 'prometheus', since: null, message: 'Prometheus does not answer: connection refused' },
    ])
  })
  test('G9: without the cluster the graph stands, says how old the rest is, and refuses no namespace', async () => {
    const deps = memoryDeps({ requests: [requestSample()] })
    deps.kubernetes.synced = false
    deps.kubernetes.failure = 'The cluster API does not answer: connection refused'
    const graph = await getGraph({ deps, principal: operator, input: input({ namespaces: 'nobody-knows' }) })
    expect(graph.degraded.map(({ source }) => source)).toEqual(['kubernetes'])
  })
})

describe('rights', () => {
  const deps = () => memoryDeps({ requests: [requestSample(), across] }, cluster)
  test('G14: asking for a namespace that may not be seen is refused, not answered with nothing', async () => {
    const ask = getGraph({ deps: deps(), principal: readerOf('shop'), input: input({ namespaces: 'back' }) })
    await expect(ask).rejects.toMatchObject({ code: 'FORBIDDEN', field: 'namespaces' })
  })
  test('G14: an answer from the cache is cut for each asker', async () => {
    const shared = deps()
    const [all, some] = await Promise.all([
      getGraph({ deps: shared, principal: operator, input: input() }),
      getGraph({ deps: shared, principal: readerOf('shop'), input: input() }),
    ])
    expect(JSON.stringify(all.edges)).toContain('stock-v1')
    expect(JSON.stringify([some.nodes, some.edges])).not.toMatch(/stock|back/)
    expect(some.edges).toHaveLength(2)
  })
  test('G14: who may see nothing sees nothing', async () => {
    expect((await getGraph({ deps: deps(), principal: readerOf(), input: input() })).nodes).toEqual([])
  })
})

describe('bad input', () => {
  test('a namespace that is not there is one sentence', async () => {
    const ask = getGraph({ deps: memoryDeps({}, cluster), principal: operator, input: input({ namespaces: 'nope' }) })
    await expect(ask).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: 'There is no namespace "nope" in this mesh.',
    })
  })
  test.each([
    [{ window: 'abc' }, 'window'],
    [{ window: '31d' }, 'window'],
    [{ window: '0s' }, 'window'],
    [{ at: 'yesterday' }, 'at'],
    [{ at: '2026-13-01T00:00:00Z' }, 'at'],
    [{ namespaces: 'a"}' }, 'namespaces'],
    [{ type: 'mesh' }, 'type'],
    [{ layers: 'everything' }, 'layers'],
    [{ idle: 'yes' }, 'idle'],
    [{ hops: '6' }, 'hops'],
    [{ boxBy: 'pod' }, 'boxBy'],
  ])('%o is refused at %s', (different, field) => {
    const parsed = graphRequest.safeParse(different)
    expect(parsed.error?.issues[0]?.path[0]).toBe(field)
  })
  test('a window of fewer than four scrapes is answered with a warning', async () => {
    const graph = await getGraph({
      deps: memoryDeps({}, cluster),
      principal: operator,
      input: input({ window: '15s' }),
    })
    expect(graph.warnings).toEqual([expect.stringContaining('use at least 20 s')])
  })
})
