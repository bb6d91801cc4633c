import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { graphRequest } from '../../lib/contract/graph.ts'
import type { GraphEdge } from '../../lib/domain/graph/model.ts'
import { getGraph } from '../../lib/services/graph/get-graph.ts'
import { prometheusDefaults } from '../../lib/sources/prometheus/http.ts'
import { PrometheusSource } from '../../lib/sources/prometheus/prometheus-source.ts'
import { memoryDeps, operator } from '../support/deps.ts'
import { httpGet } from '../support/proxy/applications.ts'
import { Cleanup } from '../support/proxy/scene.ts'
import { hostOf, ports, twoProxies, type TwoProxies } from '../support/proxy/two-proxies.ts'

// Two real Envoys and a real Prometheus: what really happened between them against what the graph says.

const cleanup = new Cleanup()
const match = { prefix: '/' }
const to = (name: string) => ({ cluster: `outbound|${ports.http}||${hostOf(name)}` })
const bare = {
  workload: 'bare-v1',
  namespace: 'legacy',
  canonicalService: 'bare',
  canonicalRevision: 'v1',
  cluster: 'Kubernetes',
  app: 'bare',
  version: 'v1',
}
const ROUNDS = 12
const ROUND_MS = 600

let on: TwoProxies
let edges: readonly GraphEdge[] = []
let windowSeconds = 0

const call = (name: string, path = '/', port: number = ports.http) =>
  httpGet({ port, address: on.addressOf(name), host: hostOf(name), path })

/** One round: what the tests below expect, times the number of rounds. */
async function round(): Promise<void> {
  expect(await Promise.all([call('good'), call('good'), call('plain')])).toEqual([200, 200, 200])
  expect(await call('slow', '/slow')).toBe(504)
  expect(await call('flaky', '/flaky')).toBe(200)
  expect(await call('gone')).toBe(503)
  expect(await call('refused', '/', ports.closed)).toBe(503)
}

beforeAll(async () => {
  on = await twoProxies(
    {
      good: {},
      plain: { mutualTls: false },
      gone: { endpoint: 'none' },
      refused: { endpoint: { address: '127.0.0.1', identity: bare, hasProxy: false }, port: ports.closed },
      slow: { routes: [{ match, route: { ...to('slow'), timeout: '0.2s' } }] },
      flaky: { routes: [{ match, route: { ...to('flaky'), retry_policy: { retry_on: '5xx', num_retries: 2 } } }] },
    },
    cleanup,
  )
  // Counters that are there before the window begins: a rate does not see how a series was born.
  await round()
  await on.seriesOf('istio_requests_total', { reporter: 'destination', response_flags: 'DC' })
  await on.seriesOf('istio_requests_total', { reporter: 'source', response_flags: 'UT' })
  await delay(2_500)
  const began = Date.now()
  for (let rounds = 0; rounds < ROUNDS; rounds++) {
    const next = delay(ROUND_MS)
    await round()
    await next
  }
  await delay(2_500)
  windowSeconds = Math.floor((Date.now() - began) / 1_000) + 1
  const metrics = new PrometheusSource({
    ...prometheusDefaults,
    url: on.prometheus.url,
    now: Date.now,
    bucketSeconds: 1,
  })
  const input = graphRequest.parse({ window: `${windowSeconds}s` })
  edges = (await getGraph({ deps: { ...memoryDeps(), metrics }, principal: operator, input })).edges
})
afterAll(() => cleanup.run())

function edgeTo(target: string): GraphEdge {
  const found = edges.find((edge) => edge.target.endsWith(target))
  if (found === undefined) throw new Error(`no edge to ${target} among ${edges.map(({ id }) => id).join(', ')}`)
  return found
}

/** Requests in the window: a rate over few scrapes stretches what it saw to the window's ends, here by up to a tenth. */
function expectCount(perSecond: number | null | undefined, perRound: number): void {
  const count = (perSecond ?? 0) * windowSeconds
  expect(count).toBeGreaterThan(perRound * ROUNDS * 0.85)
  expect(count).toBeLessThan(perRound * ROUNDS * 1.2)
}
const answered = (edge: GraphEdge, code: string, flags: string) =>
  edge.responses.find((response) => response.code === code && response.flags === flags)?.rps

describe('between two real Envoys', () => {
  test('every edge is there and none is invented', () => {
    expect(edges.map(({ source, target }) => `${source} → ${target}`).toSorted()).toEqual([
      'Kubernetes/shop/workload/web-v1 → Kubernetes/back/service/gone',
      'Kubernetes/shop/workload/web-v1 → Kubernetes/back/workload/api-v2',
      'Kubernetes/shop/workload/web-v1 → Kubernetes/legacy/workload/bare-v1',
    ])
  })
  test('T1: each attempt counts once although both proxies report it', () => {
    expectCount(edgeTo('workload/api-v2').rps, 2 + 1 + 1 + 3)
    expect(edgeTo('workload/api-v2').reporter).toBe('destination')
  })
  test('T5: a timeout is the 504 that the caller saw, not the lost client that the callee saw', () => {
    const edge = edgeTo('workload/api-v2')
    expectCount(answered(edge, '504', 'UT'), 1)
    expect((answered(edge, '0', 'DC') ?? 0) * windowSeconds).toBeLessThan(2)
  })
  test('T6: retries are the attempts beyond the requests', () => {
    expectCount(edgeTo('workload/api-v2').retriesPerSecond, 2)
  })
  test('G10: one plain request of seven attempts', () => {
    const { mtls } = edgeTo('workload/api-v2')
    expect(mtls.state).toBe('partial')
    expect(mtls.ratio).toBeCloseTo(6 / 7, 1)
    expect(mtls.sourcePrincipals).toEqual(['spiffe://cluster.local/ns/shop/sa/web-v1'])
  })
  test('T2: what never arrived is there, as an error, without latency', () => {
    const edge = edgeTo('workload/bare-v1')
    expectCount(edge.rps, 1)
    expect(edge).toMatchObject({ errorRatio: 1, latencyMs: null, reporter: 'source', mtls: { state: 'unknown' } })
    expect(edge.responses[0]?.flags.split(',')).toContain('UF')
  })
  test('G7: what found no workload ends at its service', () => {
    const edge = edgeTo('service/gone')
    expectCount(edge.rps, 1)
    expect(edge.responses).toMatchObject([{ code: '503', flags: 'UH' }])
  })
  test("G12: the slow requests are in the callee's tail, and the median is not theirs", () => {
    const { latencyMs } = edgeTo('workload/api-v2')
    expect(latencyMs?.p50).toBeLessThan(50)
    expect(latencyMs?.p99).toBeGreaterThan(100)
  })
  test('G13: bytes went both ways', () => {
    expect(edgeTo('workload/api-v2').bytesPerSecond).toBeGreaterThan(0)
  })
})
