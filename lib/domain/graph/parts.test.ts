import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { reportedSeries, trueMesh, WINDOW_SECONDS } from '../../../test/support/simulated-mesh.ts'
import { noWorkload, requestSample, callLabels } from '../../../test/support/telemetry.ts'
import type { RequestSample, TcpSample } from '../telemetry/samples.ts'
import { boxNodes } from './box-nodes.ts'
import { buildGraph } from './build-graph.ts'
import { configFacts } from './config-facts.ts'
import { cutGraph } from './cut-graph.ts'
import { focusGraph } from './focus-graph.ts'
import { edgeId } from './identity.ts'
import { graphEdge, graphNode } from './model.ts'
import { parseEdgeId } from './parse-edge-id.ts'

const graphOf = (
  requests: readonly RequestSample[],
  tcp: readonly TcpSample[] = [],
  config = configFacts({ pods: [], config: [] }),
) => buildGraph({ type: 'workload', windowSeconds: 60, requests, tcp, withMtls: true, config })
const call = (from: string, to: string, different: Partial<RequestSample> = {}) =>
  requestSample({
    sourceWorkload: from,
    sourceCanonicalService: from,
    destinationWorkload: to,
    destinationCanonicalService: to,
    ...different,
  })
const passthrough = call('front', 'unknown', {
  ...noWorkload,
  reporter: 'source',
  destinationServiceName: 'PassthroughCluster',
})
const toHost = (name: string) =>
  call('front', 'unknown', {
    ...noWorkload,
    reporter: 'source',
    destinationServiceName: name,
    destinationServiceNamespace: 'shop',
  })
/** As Istio's proxies name it: the ServiceEntry stands for a workload. */
const toAddressOf = (host: string) =>
  call('front', 'rates', { reporter: 'source', destinationServiceName: host, destinationServiceNamespace: 'shop' })
const serviceEntry = (host: string, location?: string) => ({
  apiVersion: 'x',
  kind: 'ServiceEntry',
  metadata: { name: 'x', namespace: 'shop' },
  spec: { hosts: [host], location },
})

describe('G18: which way an edge goes', () => {
  test.each([
    ['between workloads', call('front', 'cart'), 'east-west'],
    ['from the ingress gateway', call('istio-ingressgateway', 'front'), 'north-south-in'],
    ['into the ingress gateway', call('unknown', 'istio-ingressgateway'), 'north-south-in'],
    ['into the egress gateway', call('front', 'istio-egressgateway'), 'north-south-out'],
    ['to a host that passes through', passthrough, 'north-south-out'],
    ['to a host that is refused', { ...passthrough, destinationServiceName: 'BlackHoleCluster' }, 'north-south-out'],
    ['to a ServiceEntry', toHost('api.bank.example'), 'north-south-out'],
    ['to a ServiceEntry that is part of the mesh', toHost('vm.shop.example'), 'east-west'],
    ['to a host of a wildcard ServiceEntry', toHost('eu.cdn.example'), 'north-south-out'],
    ['to an address written in a ServiceEntry', toAddressOf('api.bank.example'), 'north-south-out'],
    ['to a machine that is part of the mesh', toAddressOf('vm.shop.example'), 'east-west'],
    ['from a caller that nobody knows', call('unknown', 'cart'), 'east-west'],
  ])('%s', (...[, sample, direction]) => {
    const entries = [
      serviceEntry('api.bank.example'),
      serviceEntry('vm.shop.example', 'MESH_INTERNAL'),
      serviceEntry('*.cdn.example'),
    ]
    const { edges } = graphOf([sample], [], configFacts({ pods: [], config: entries }))
    expect(edges).toMatchObject([{ direction, layer: 'L7' }])
  })
  test('a ServiceEntry’s host is called one, exact or by wildcard', () => {
    const config = configFacts({ pods: [], config: [serviceEntry('*.cdn.example')] })
    expect(graphOf([toHost('eu.cdn.example')], [], config).nodes.map(({ kind }) => kind)).toContain('serviceEntry')
    expect(graphOf([toHost('cdn.example')], [], config).nodes.map(({ kind }) => kind)).not.toContain('serviceEntry')
  })
  test('an address that is written in a ServiceEntry is no workload of the cluster', () => {
    const kindsBy = (host: string) => {
      const config = configFacts({ pods: [], config: [serviceEntry(host)] })
      return graphOf([toAddressOf('api.bank.example')], [], config).nodes.map(({ id, kind }) => [id, kind])
    }
    const id = 'Kubernetes/shop/workload/rates'
    expect(kindsBy('api.bank.example')).toContainEqual([id, 'serviceEntry'])
    expect(kindsBy('other.example')).toContainEqual([id, 'workload'])
  })
})

describe('G19: TCP', () => {
  const tcp = (
    direction: TcpSample['direction'],
    perSecond: number,
    different: Partial<TcpSample> = {},
  ): TcpSample => ({
    ...callLabels,
    flags: '-',
    direction,
    perSecond,
    ...different,
  })
  test('edges are L4, with bytes and opened connections apart', () => {
    expect(graphOf([], [tcp('sent', 10), tcp('received', 5), tcp('opened', 2)]).edges).toMatchObject([
      { layer: 'L4', bytesPerSecond: 15, connectionsPerSecond: 2, rps: null, mtls: { ratio: 1 } },
    ])
    expect(graphOf([], [tcp('sent', 10)]).edges[0]?.connectionsPerSecond).toBeNull()
  })
  test('a connection that the mesh refuses is an edge to the black hole, with no bytes', () => {
    const refused = tcp('refused', 3, { ...noWorkload, reporter: 'source', destinationServiceName: 'BlackHoleCluster' })
    const graph = graphOf([], [refused])
    expect(graph.edges).toMatchObject([{ connectionsPerSecond: 3, bytesPerSecond: null, direction: 'north-south-out' }])
    expect(cutGraph(graph, { namespaces: 'all', rights: 'all', idle: false }).edges).toHaveLength(1)
  })
})

describe('G20: aggregates', () => {
  const named = (aggregate: string, perSecond: number, different: Partial<RequestSample> = {}) =>
    call('front', 'cart', { aggregate, perSecond, ...different })
  test('put a node per value between caller and callee, and leave calls without one as they are', () => {
    const { edges, nodes } = graphOf([
      named('GET /a', 3),
      named('GET /a', 1, { code: '500' }),
      named('PUT /b', 2),
      named('unknown', 5),
    ])
    expect(nodes.filter(({ kind }) => kind === 'aggregate').map(({ name }) => name)).toEqual(['GET /a', 'PUT /b'])
    expect(edges.map(({ rps }) => rps)).toEqual([4, 4, 2, 2, 5])
    expect(nodes.find(({ name }) => name === 'cart')?.traffic.in.rps).toBe(11)
    expect(nodes.find(({ name }) => name === 'front')?.traffic.out.rps).toBe(11)
    expect(nodes.find(({ name }) => name === 'GET /a')?.traffic).toMatchObject({
      in: { errorRatio: 0.25 },
      out: { rps: 4 },
    })
  })
  test('any value makes ids that differ and need no escaping', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => text !== 'unknown'),
          { minLength: 2, maxLength: 6 },
        ),
        (values) => {
          const { nodes, edges } = graphOf(values.map((value) => named(value, 1)))
          expect(nodes.filter(({ kind }) => kind === 'aggregate')).toHaveLength(values.length)
          for (const { id } of edges) expect(decodeURIComponent(id)).toBe(id)
          for (const node of nodes) graphNode.parse(node)
        },
      ),
    )
  })
  test('hold all requests of the graph without them', () => {
    fc.assert(
      fc.property(trueMesh, fc.constantFrom('a', 'unknown'), (mesh, value) => {
        const requests = reportedSeries(mesh)
        const plain = buildGraph({ type: 'workload', windowSeconds: WINDOW_SECONDS, requests, withMtls: false })
        const split = requests.map((sample, place) => ({ ...sample, aggregate: place % 2 === 0 ? value : 'b' }))
        const aggregated = buildGraph({
          type: 'workload',
          windowSeconds: WINDOW_SECONDS,
          requests: split,
          withMtls: false,
        })
        const into = new Map(aggregated.nodes.map(({ id, traffic }) => [id, traffic.in.rps]))
        for (const { id, kind, traffic } of plain.nodes)
          if (kind !== 'aggregate') expect(into.get(id) ?? 0).toBeCloseTo(traffic.in.rps ?? 0, 9)
      }),
    )
  })
})

describe('G21: the part around a node', () => {
  const chain = graphOf([call('a', 'b'), call('b', 'c'), call('c', 'd'), call('x', 'c'), call('b', 'y')])
  const names = (node: string, hops: number) =>
    focusGraph(chain, { node: `Kubernetes/shop/workload/${node}`, hops })
      ?.nodes.map(({ name }) => name)
      .toSorted()
  test.each<[string, number, string[]]>([
    ['b', 1, ['a', 'b', 'c', 'y']],
    ['d', 1, ['c', 'd']],
    ['d', 2, ['b', 'c', 'd', 'x']],
    ['a', 5, ['a', 'b', 'c', 'd', 'y']],
  ])('%s within %d hops', (node, hops, expected) => {
    expect(names(node, hops)).toEqual(expected)
  })
  test('of a node that is not there is nothing at all', () => {
    expect(focusGraph(chain, { node: 'nope', hops: 1 })).toBeNull()
  })
  test('G6: an edge has the same numbers whatever is selected, focused or boxed', () => {
    fc.assert(
      fc.property(trueMesh, fc.nat(), fc.integer({ min: 1, max: 5 }), (mesh, pick, hops) => {
        const requests = reportedSeries(mesh)
        const whole = buildGraph({ type: 'workload', windowSeconds: WINDOW_SECONDS, requests, withMtls: true })
        const edges = new Map(whole.edges.map((edge) => [edge.id, edge]))
        const nodes = new Map(whole.nodes.map((node) => [node.id, node]))
        const focus = whole.nodes[pick % Math.max(1, whole.nodes.length)]
        const parts = [
          ...['shop', 'back'].map((namespace) =>
            cutGraph(whole, { namespaces: [namespace], rights: 'all', idle: true }),
          ),
          ...(focus === undefined ? [] : [focusGraph(whole, { node: focus.id, hops })]),
        ]
        for (const part of parts) {
          for (const edge of part?.edges ?? []) expect(edge).toEqual(edges.get(edge.id))
          for (const node of part?.nodes ?? []) expect(node).toEqual(nodes.get(node.id))
          const ids = new Set(part?.nodes.map(({ id }) => id))
          for (const { source, target } of part?.edges ?? []) expect(ids.has(source) && ids.has(target)).toBe(true)
        }
      }),
    )
  })
})

describe('G22: boxes', () => {
  const graph = graphOf([call('front', 'cart'), call('cart', 'stock', { destinationNamespace: 'back' }), passthrough])
  test('lie in each other, hold every node that has the name, and count what crosses their border', () => {
    const boxes = boxNodes(graph, ['app', 'cluster', 'namespace'])
    expect(boxes.map(({ id, parent }) => [id, parent])).toEqual([
      ['box/Kubernetes', null],
      ['box/Kubernetes/shop', 'box/Kubernetes'],
      ['box/Kubernetes/back', 'box/Kubernetes'],
      ['box/Kubernetes/shop/front', 'box/Kubernetes/shop'],
      ['box/Kubernetes/shop/cart', 'box/Kubernetes/shop'],
      ['box/Kubernetes/back/stock', 'box/Kubernetes/back'],
    ])
    const shop = boxes.find(({ id }) => id === 'box/Kubernetes/shop')
    expect(shop).toMatchObject({ traffic: { in: { rps: null }, out: { rps: 2 } } })
    expect(boxNodes(graph, ['app']).map(({ parent }) => parent)).toEqual([null, null, null])
    expect(boxNodes(graph, [])).toEqual([])
  })
})

describe('G5: an edge’s id', () => {
  test('can be read again', () => {
    fc.assert(
      fc.property(trueMesh, (mesh) => {
        for (const type of ['workload', 'versionedApp', 'service'] as const)
          for (const edge of buildGraph({ type, windowSeconds: 60, requests: reportedSeries(mesh), withMtls: false })
            .edges) {
            graphEdge.parse(edge)
            const parts = parseEdgeId(edge.id)
            expect([parts?.source.id, parts?.target.id, parts?.protocol]).toEqual([
              edge.source,
              edge.target,
              edge.protocol,
            ])
          }
      }),
      { numRuns: 30 },
    )
  })
  test.each(['', 'a~b~http', 'a:b:workload:c~d', 'a:b:workload:c~d:e:workload:f~udp', 'a:b:pod:c~d:e:workload:f~http'])(
    '%j is none',
    (text) => {
      expect(parseEdgeId(text)).toBeNull()
    },
  )
  test('of a cluster with colons can be read', () => {
    const id = edgeId('arn:aws:eks:eu/shop/workload/a', 'arn:aws:eks:eu/shop/workload/b', 'http')
    expect(parseEdgeId(id)?.source).toMatchObject({ cluster: 'arn:aws:eks:eu', namespace: 'shop', name: 'a' })
  })
})
