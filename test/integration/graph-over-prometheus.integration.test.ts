import fc from 'fast-check'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { edgeRequest } from '../../lib/contract/edge.ts'
import { graphRequest, type GraphResponse } from '../../lib/contract/graph.ts'
import { buildGraph } from '../../lib/domain/graph/build-graph.ts'
import type { GraphEdge } from '../../lib/domain/graph/model.ts'
import { explainEdge } from '../../lib/services/edges/explain-edge.ts'
import { getGraph } from '../../lib/services/graph/get-graph.ts'
import { trafficSeries } from '../../lib/services/traffic/traffic-series.ts'
import { prometheusDefaults } from '../../lib/sources/prometheus/http.ts'
import { PrometheusSource } from '../../lib/sources/prometheus/prometheus-source.ts'
import { memoryDeps, operator } from '../support/deps.ts'
import { eventually } from '../support/mesh-instance.ts'
import { prometheusFromText, servePrometheus, type FilledPrometheus } from '../support/prometheus-from-text.ts'
import { reportedSeries, trueMesh, WINDOW_SECONDS } from '../support/simulated-mesh.ts'
import { BYTES_PER_REQUEST, openMetricsOf, scrapesUntil, typicalMs } from '../support/simulated-metrics.ts'
import { requestSample } from '../support/telemetry.ts'

// The same mesh twice: as samples, whose graph the unit tests hold against the truth, and as counters in a real Prometheus.

const end = Math.floor(Date.now() / 1_000) - 60
const [mesh = []] = fc.sample(
  trueMesh.filter((calls) => calls.length >= 8 && calls.some(({ target }) => !target.reports)),
  { seed: 11, numRuns: 1 },
)
const series = reportedSeries(mesh)
const expected = buildGraph({ type: 'workload', windowSeconds: WINDOW_SECONDS, requests: series, withMtls: true })

let dir = ''
let prometheus: FilledPrometheus
const sourceOf = (url: string) =>
  new PrometheusSource({ ...prometheusDefaults, url, now: () => Date.now(), bucketSeconds: 2 })

async function ask(url: string, different: Record<string, string> = {}): Promise<GraphResponse> {
  const deps = { ...memoryDeps(), metrics: sourceOf(url) }
  const input = graphRequest.parse({ window: `${WINDOW_SECONDS}s`, at: String(end), ...different })
  return getGraph({ deps, principal: operator, input })
}

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'heddle-prometheus-'))
  prometheus = await prometheusFromText(dir, openMetricsOf(series, scrapesUntil(end)))
})
afterAll(async () => {
  await prometheus.stop()
  rmSync(dir, { recursive: true, force: true })
})

const byId = (edges: readonly GraphEdge[]) => new Map(edges.map((edge) => [edge.id, edge]))

describe('the graph over a real Prometheus', () => {
  test('G1 T1 to T7: has the edges and numbers of the truth, through restarts of proxies, in at most eight queries', async () => {
    const graph = await ask(prometheus.url)
    expect(graph.degraded).toEqual([])
    expect(graph.queries).toBeLessThanOrEqual(8)
    const found = byId(graph.edges)
    expect([...found.keys()].toSorted()).toEqual(expected.edges.map(({ id }) => id).toSorted())
    for (const edge of expected.edges) {
      const { rps, errorRatio, mtls, retriesPerSecond, reporter, responses } = found.get(edge.id) ?? edge
      expect(rps).toBeCloseTo(edge.rps ?? -1, 3)
      expect(errorRatio).toBeCloseTo(edge.errorRatio ?? -1, 4)
      expect(mtls.state).toBe(edge.mtls.state)
      expect(mtls.ratio ?? -1).toBeCloseTo(edge.mtls.ratio ?? -1, 4)
      expect(retriesPerSecond ?? -1).toBeCloseTo(edge.retriesPerSecond ?? -1, 2)
      expect(reporter).toBe(edge.reporter)
      expect(responses.map(({ code, flags }) => `${code} ${flags}`).toSorted()).toEqual(
        edge.responses.map(({ code, flags }) => `${code} ${flags}`).toSorted(),
      )
    }
  })

  test("G11 G12: latency is the callee's where it reports and the caller's where it does not", async () => {
    const silent = new Set(
      mesh.filter(({ target }) => !target.reports).map(({ target }) => `${target.namespace}/workload/${target.name}`),
    )
    let callees = 0
    let callers = 0
    for (const edge of (await ask(prometheus.url)).edges) {
      const arrived = edge.responses.some(
        ({ flags }) => flags === '-' || flags === 'URX' || flags === 'UT' || flags === 'DC',
      )
      if (!arrived) {
        expect(edge.latencyMs).toBeNull()
        continue
      }
      const isSilent = [...silent].some((id) => edge.target.endsWith(id))
      const took = typicalMs({ reporter: isSilent ? 'source' : 'destination' })
      expect(edge.latencyMs?.avg).toBeCloseTo(took, 3)
      expect(edge.latencyMs?.p95).toBeGreaterThan(took / 2.1)
      expect(edge.latencyMs?.p95).toBeLessThanOrEqual(took === 20 ? 25 : 50)
      if (isSilent) callers += 1
      else callees += 1
    }
    expect([callees > 0, callers > 0]).toEqual([true, true])
  })

  test('G13: bytes follow the requests that count', async () => {
    for (const edge of (await ask(prometheus.url)).edges) {
      const timedOutElsewhere = edge.responses.some(({ flags }) => flags === 'UT')
      if (!timedOutElsewhere) expect(edge.bytesPerSecond).toBeCloseTo((edge.rps ?? 0) * BYTES_PER_REQUEST, 0)
    }
  })

  test.each(['app', 'versionedApp', 'service'] as const)('the %s graph has percentiles too', async (type) => {
    const { edges } = await ask(prometheus.url, { type })
    const ok = edges.filter(({ responses }) => responses.some(({ code }) => code === '200'))
    expect(ok.length).toBeGreaterThan(0)
    for (const edge of ok) expect(edge.latencyMs?.p99).toBeGreaterThan(0)
  })

  test('a chart shows the same rate as the edge', async () => {
    const edge = [...expected.draft.edges.values()].find(({ calls }) => calls.length > 1)
    if (edge === undefined) throw new Error('the mesh has no edge of several series')
    const metrics = sourceOf(prometheus.url)
    const asked = { metrics, edges: [edge], bySource: true, end, windowSeconds: WINDOW_SECONDS }
    const { series: chart } = await trafficSeries(asked)
    const rates = chart?.rps.filter((rate) => rate !== null) ?? []
    expect(rates.length).toBeGreaterThan(2)
    expect(rates.at(-1)).toBeCloseTo(edge.edge.rps ?? -1, 1)
  })

  test('an empty window is an empty graph, not an error', async () => {
    const graph = await ask(prometheus.url, { at: String(end - 86_400) })
    expect(graph).toMatchObject({ nodes: [], edges: [], degraded: [] })
  })
})

describe('in the first minute after a start', () => {
  const both = [{}, { reporter: 'source', connectionSecurityPolicy: 'unknown' }] as const
  const healthy = both.map((different) => requestSample({ ...different, perSecond: 25 }))
  const flaky = [
    ...both.map((different) => requestSample({ ...different, perSecond: 20, destinationWorkload: 'flaky-v1' })),
    requestSample({ perSecond: 5, destinationWorkload: 'flaky-v1', code: '503' }),
  ]

  test.each([5, 20, 40])(
    'T6: callers whose counters begin %i s after the callees show no retries that are none, and those that are',
    async (lateSeconds) => {
      const own = mkdtempSync(join(tmpdir(), 'heddle-prometheus-'))
      const from = end - WINDOW_SECONDS + lateSeconds
      const text = openMetricsOf([...healthy, ...flaky], scrapesUntil(end))
        .split('\n')
        .filter((line) => !line.includes('reporter="source"') || Number(line.split(' ').at(-1)) >= from)
        .join('\n')
      const young = await prometheusFromText(own, text)
      const { edges } = await ask(young.url)
      await young.stop()
      rmSync(own, { recursive: true, force: true })
      const retriesOf = (name: string) => edges.find(({ target }) => target.endsWith(name))?.retriesPerSecond
      expect(retriesOf('/cart-v1')).toBe(0)
      expect(retriesOf('/flaky-v1')).toBeGreaterThan(0)
      expect(retriesOf('/flaky-v1')).toBeLessThanOrEqual(5)
    },
  )
})

describe('an edge explained over a real Prometheus', () => {
  test('E1: its queries are answered as they are written', async () => {
    const deps = { ...memoryDeps(), metrics: sourceOf(prometheus.url) }
    const edge = expected.edges.find(({ reporter, rps }) => reporter === 'both' && (rps ?? 0) > 1)
    if (edge === undefined) throw new Error('the mesh has no edge with both reporters')
    const input = { ...edgeRequest.parse({ window: `${WINDOW_SECONDS}s`, at: String(end) }), id: edge.id }
    const { queries, reporter } = await explainEdge({ deps, principal: operator, input })
    const answers = await Promise.all(queries.map(async ({ name, query }) => [name, await scalarOf(query)] as const))
    const byName = new Map(answers)
    expect(byName.get('rps of the edge')).toBeCloseTo(edge.rps ?? -1, 3)
    expect(byName.get('requests as the callee counted them')).toBeCloseTo(reporter.destination?.perSecond ?? -1, 3)
    expect(byName.get('requests as the caller counted them')).toBeCloseTo(reporter.source?.perSecond ?? -1, 3)
    for (const [, value] of answers) expect(value).not.toBeNaN()
  })
  test('E5: what Prometheus reads is known', async () => {
    expect(await sourceOf(prometheus.url).scrapeTargets()).toEqual([])
  })
})

async function scalarOf(query: string): Promise<number> {
  const asked = new URLSearchParams({ query, time: String(end) })
  const answer = (await (await fetch(`${prometheus.url}/api/v1/query?${asked.toString()}`)).json()) as {
    data: { result: { value: [number, string] }[] }
  }
  return Number(answer.data.result[0]?.value[1])
}

describe('a Prometheus that comes and goes', () => {
  test('is named while it is away and asked again within ten seconds of its return', async () => {
    const own = mkdtempSync(join(tmpdir(), 'heddle-prometheus-'))
    const first = await prometheusFromText(own, openMetricsOf(series, scrapesUntil(end)))
    const deps = { ...memoryDeps(), metrics: sourceOf(first.url) }
    const input = (back: number) => graphRequest.parse({ window: '60s', at: String(end - back), layers: 'rates' })
    await first.stop()
    const away = await getGraph({ deps, principal: operator, input: input(0) })
    expect(away.degraded).toEqual([
      expect.objectContaining({ message: 'Prometheus does not answer: connection refused' }),
    ])
    for (let tries = 1; tries < 5; tries++) await getGraph({ deps, principal: operator, input: input(0) })
    expect(deps.metrics.circuit().state).toBe('open')
    const again = await servePrometheus(own, first.port)
    const returned = Date.now()
    await eventually('the graph is whole', 10_000, async () => {
      const { edges } = await getGraph({ deps, principal: operator, input: input(0) })
      return edges.length > 0 || undefined
    })
    expect(Date.now() - returned).toBeLessThan(10_000)
    expect(deps.metrics.circuit()).toMatchObject({ state: 'closed', failingSince: null })
    await again.stop()
    rmSync(own, { recursive: true, force: true })
  })
})

describe('a console whose clock is wrong', () => {
  test.each([-600, 600])('by %i seconds asks by the clock of Prometheus', async (seconds) => {
    const now = () => Date.now() + seconds * 1_000
    const metrics = new PrometheusSource({ ...prometheusDefaults, url: prometheus.url, now, bucketSeconds: 2 })
    await metrics.version()
    const { at } = await metrics.requests({ seconds: 60, at: null })
    expect(Math.abs(at - Date.now() / 1_000)).toBeLessThan(5)
  })
})
