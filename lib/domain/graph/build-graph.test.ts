import { describe, expect, test } from 'vitest'
import { noWorkload, requestSample } from '../../../test/support/telemetry.ts'
import type { LatencyHistogramSample, TcpSample } from '../telemetry/samples.ts'
import { buildGraph, type GraphInput } from './build-graph.ts'
import { configFacts, serviceKey, workloadOfPod } from './config-facts.ts'
import { cutGraph } from './cut-graph.ts'

const graphOf = (input: Partial<GraphInput>) =>
  buildGraph({ type: 'workload', windowSeconds: 60, requests: [], withMtls: true, ...input })
const everything = { namespaces: 'all', rights: 'all', idle: false } as const

const histogram = (different: Partial<LatencyHistogramSample>, perSecond: number): LatencyHistogramSample => ({
  ...requestSample(),
  buckets: [
    [10, perSecond],
    [100, perSecond],
    [Infinity, perSecond],
  ],
  ...different,
})

describe('nodes', () => {
  test.each([
    ['workload', 'Kubernetes/shop/workload/front-v1', 'Kubernetes/shop/workload/cart-v1'],
    ['app', 'Kubernetes/shop/app/front', 'Kubernetes/shop/app/cart'],
    ['versionedApp', 'Kubernetes/shop/app/front@v1', 'Kubernetes/shop/app/cart@v1'],
    ['service', 'Kubernetes/shop/workload/front-v1', 'Kubernetes/shop/service/cart'],
  ] as const)('G4 G17: of the %s graph are named %s and %s', (type, source, target) => {
    expect(graphOf({ type, requests: [requestSample()] }).edges[0]).toMatchObject({ source, target })
  })
  test('G17: a caller that answers for a service is that service in the service graph', () => {
    const toFront = requestSample({
      sourceWorkload: 'gateway',
      destinationWorkload: 'front-v1',
      destinationServiceName: 'front',
    })
    const sources = graphOf({ type: 'service', requests: [requestSample(), toFront] }).edges.map(({ source }) => source)
    expect(sources).toContain('Kubernetes/shop/service/front')
  })
  test('G7: a request without a workload ends at its service, and one without a service nowhere known', () => {
    const lost = requestSample({ reporter: 'source', flags: 'UH', code: '503', ...noWorkload })
    const nowhere = { ...lost, flags: 'NR', code: '404', destinationServiceName: 'unknown', destinationService: 'x.y' }
    const targets = graphOf({ requests: [lost, nowhere] }).edges.map(({ target }) => target)
    expect(targets).toEqual(['Kubernetes/shop/service/cart', 'Kubernetes/unknown/unknown/destination'])
  })
  test('G8: hosts outside the mesh are one external node', () => {
    const outside = requestSample({
      reporter: 'source',
      ...noWorkload,
      destinationServiceName: 'PassthroughCluster',
      destinationService: 'api.example.com',
    })
    const graph = graphOf({ requests: [outside, { ...outside, destinationService: 'other.example.com' }] })
    expect(graph.nodes.filter(({ kind }) => kind === 'external')).toHaveLength(1)
    expect(graph.edges[0]).toMatchObject({ rps: 2, reporter: 'source' })
  })
  test('traffic of a node sums its edges, and what nobody reported stays null', () => {
    const graph = graphOf({ requests: [requestSample(), requestSample({ code: '500', perSecond: 3 })] })
    const cart = graph.nodes.find(({ name }) => name === 'cart-v1')
    expect(cart?.traffic).toEqual({
      in: { rps: 4, errorRatio: 0.75, bytesPerSecond: null },
      out: { rps: null, errorRatio: null, bytesPerSecond: null },
    })
  })
})

describe('numbers of an edge', () => {
  test('G2: what arrived plus what never arrived, from both reporters', () => {
    const never = requestSample({ reporter: 'source', flags: 'UF', code: '503', perSecond: 2 })
    const arrivedAtCaller = requestSample({ reporter: 'source', perSecond: 1 })
    const [edge] = graphOf({ requests: [requestSample(), arrivedAtCaller, never] }).edges
    expect(edge).toMatchObject({ rps: 3, errorRatio: 2 / 3, reporter: 'both', samples: 2 })
    expect(edge?.responses).toEqual([
      { code: '503', flags: 'UF', grpcStatus: null, rps: 2 },
      { code: '200', flags: '-', grpcStatus: null, rps: 1 },
    ])
  })
  test('G3: a gRPC error is one although HTTP says 200', () => {
    const grpc = { protocol: 'grpc', code: '200' } as const
    const requests = [requestSample({ ...grpc, grpcStatus: '0' }), requestSample({ ...grpc, grpcStatus: '14' })]
    expect(graphOf({ requests }).edges[0]?.errorRatio).toBe(0.5)
  })
  test('G12: percentiles merge the histograms of an edge; layers that were not asked for are null', () => {
    const fast = histogram({}, 9)
    const slow = histogram(
      {
        buckets: [
          [10, 0],
          [100, 1],
          [Infinity, 1],
        ],
      },
      1,
    )
    const requests = [requestSample()]
    const [edge] = graphOf({ requests, latencyBuckets: [fast, slow] }).edges
    expect(edge?.latencyMs).toMatchObject({ p50: expect.closeTo(5.55, 1), p95: expect.closeTo(55, 1), avg: null })
    expect(graphOf({ requests }).edges[0]?.latencyMs).toBeNull()
  })
  test("G12: the caller's histogram is not added to the callee's", () => {
    const requests = [requestSample(), requestSample({ reporter: 'source' })]
    const slowAtCaller = histogram(
      {
        reporter: 'source',
        buckets: [
          [10, 0],
          [100, 9],
          [Infinity, 9],
        ],
      },
      9,
    )
    const [edge] = graphOf({ requests, latencyBuckets: [histogram({}, 1), slowAtCaller] }).edges
    expect(edge?.latencyMs?.p99).toBeLessThanOrEqual(10)
  })
  test('G13: TCP carries bytes and no requests', () => {
    const { protocol: _p, code: _c, grpcStatus: _g, ...labels } = requestSample()
    const tcp: TcpSample[] = [
      { ...labels, direction: 'sent', perSecond: 10 },
      { ...labels, direction: 'received', perSecond: 5 },
      { ...labels, reporter: 'source', direction: 'sent', perSecond: 10 },
    ]
    expect(graphOf({ tcp }).edges[0]).toMatchObject({
      protocol: 'tcp',
      rps: null,
      errorRatio: null,
      bytesPerSecond: 15,
      mtls: { state: 'mutual', ratio: 1 },
    })
  })
  test('G10: two series of one edge add up, the later does not replace the earlier', () => {
    const plain = requestSample({ connectionSecurityPolicy: 'none', perSecond: 3, sourcePrincipal: 'unknown' })
    expect(graphOf({ requests: [plain, requestSample()] }).edges[0]?.mtls).toEqual({
      state: 'partial',
      ratio: 0.25,
      sourcePrincipals: ['spiffe://cluster.local/ns/shop/sa/front'],
      destinationPrincipals: ['spiffe://cluster.local/ns/shop/sa/cart'],
    })
  })
})

describe('what is shown', () => {
  const graph = graphOf({
    requests: [requestSample({ perSecond: 0 }), requestSample({ destinationWorkload: 'mail-v1' })],
  })
  test('G16: edges without traffic only when they are asked for', () => {
    expect(cutGraph(graph, everything).edges).toHaveLength(1)
    expect(cutGraph(graph, { ...everything, idle: true }).edges).toHaveLength(2)
  })
  test('G6: nothing of other namespaces', () => {
    expect(cutGraph(graph, { ...everything, namespaces: ['other'] })).toEqual({ nodes: [], edges: [] })
  })
})

describe('configuration on nodes', () => {
  const pod = (name: string, labels: Record<string, string>, containers: readonly string[]) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${name}-5d8f9c-x`,
      namespace: 'shop',
      labels: { ...labels, 'pod-template-hash': '5d8f9c' },
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: `${name}-5d8f9c`, uid: '1', controller: true },
      ],
    },
    spec: { containers: containers.map((container) => ({ name: container })) },
  })
  const object = (kind: string, spec: unknown) => ({
    apiVersion: 'x',
    kind,
    metadata: { name: 'x', namespace: 'shop' },
    spec,
  })
  const facts = configFacts({
    pods: [pod('cart-v1', { app: 'cart' }, ['app']), pod('front-v1', { istio: 'ingress' }, ['istio-proxy'])],
    config: [
      object('Gateway', { selector: { istio: 'ingress' } }),
      object('DestinationRule', { host: 'cart', trafficPolicy: { outlierDetection: {} } }),
      object('VirtualService', {
        hosts: ['cart.shop.svc.cluster.local'],
        http: [{ fault: { abort: {} }, route: [{ weight: 90 }, { weight: 10 }] }],
      }),
    ],
  })
  const graph = graphOf({ requests: [requestSample()], config: facts })
  test('G9: badges of the service, of missing proxies and of callers nobody calls', () => {
    expect(graph.nodes.find(({ name }) => name === 'cart-v1')?.badges).toEqual([
      'circuit-breaker',
      'fault-injection',
      'no-sidecar',
      'traffic-shifting',
      'virtual-service',
    ])
  })
  test('G9 G4: a gateway is called one and keeps its id', () => {
    expect(graph.nodes.find(({ name }) => name === 'front-v1')).toMatchObject({
      kind: 'gateway',
      id: 'Kubernetes/shop/workload/front-v1',
      badges: ['gateway', 'traffic-source'],
    })
  })
  test.each([
    ['cart', 'shop/cart'],
    ['cart.back', 'back/cart'],
    ['cart.back.svc.cluster.local', 'back/cart'],
    ['api.example.com', null],
    ['*.shop.svc.cluster.local', null],
  ])('the host %s is the service %s', (host, key) => {
    expect(serviceKey(host, 'shop')).toBe(key)
  })
  test('a pod belongs to the workload that metrics name', () => {
    expect(workloadOfPod(pod('cart-v1', {}, []))).toBe('cart-v1')
  })
})
