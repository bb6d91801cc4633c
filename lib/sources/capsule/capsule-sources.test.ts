import { describe, expect, test } from 'vitest'
import { aChange } from '../../../test/support/changes.ts'
import { spanOf } from '../../../test/support/spans.ts'
import { breakdownMeasures } from '../../domain/telemetry/breakdown.ts'
import type { SeriesMeasure } from '../metrics-port.ts'
import { CapsuleControlPlane } from './capsule-control-plane.ts'
import { CapsuleKubernetes } from './capsule-kubernetes.ts'
import { CapsuleLedger } from './capsule-ledger.ts'
import { CapsuleLogs } from './capsule-logs.ts'
import { CapsuleMeshMetrics, CapsuleMetrics } from './capsule-metrics.ts'
import { CapsuleTraces } from './capsule-traces.ts'
import { FrozenMesh } from './frozen-mesh.ts'

const now = () => 1_800_000_000_000
const end = now() / 1_000
const empty = new FrozenMesh()

/** Counters that rise by one a second, scraped every 5 s over 20 minutes. */
function meshWithTraffic(): FrozenMesh {
  const mesh = new FrozenMesh()
  const labels = {
    reporter: 'destination',
    source_workload: 'a',
    source_workload_namespace: 'shop',
    destination_workload: 'b',
    destination_workload_namespace: 'shop',
    destination_service_name: 'b',
    destination_service_namespace: 'shop',
    response_code: '200',
    request_protocol: 'http',
    response_flags: '-',
  }
  const times = Array.from({ length: 241 }, (_, place) => (place === 0 ? now() - 1_200_000 : 5_000))
  const add = (metric: string, more: Record<string, string>, perSecond: number) => {
    const values = times.map((_, place) => place * 5 * perSecond)
    mesh.add({ part: 'metrics', type: 'series', metric, labels: { ...labels, ...more }, times, values })
  }
  add('istio_requests_total', {}, 2)
  add('istio_request_duration_milliseconds_sum', {}, 20)
  add('istio_request_duration_milliseconds_count', {}, 2)
  for (const [le, rate] of [
    ['5', 1],
    ['10', 2],
    ['+Inf', 2],
  ] as const)
    add('istio_request_duration_milliseconds_bucket', { le }, rate)
  const target = { namespace: null, pod: null, up: true, lastScrape: null, error: null, intervalSeconds: 5 }
  mesh.add({
    part: 'metrics',
    type: 'facts',
    version: '2.42.0',
    aggregateLabels: ['tier'],
    targets: [target],
    prometheus: null,
  })
  return mesh
}

describe('metrics of a capsule', () => {
  const metrics = new CapsuleMetrics({ mesh: meshWithTraffic(), isFrozen: true, now })
  const window = { seconds: 60, at: null }
  const selectors = [
    { reporter: 'destination', destinationWorkload: 'b' },
    { reporter: 'source', neverArrived: true },
  ] as const

  test('answer every question of the graph by the code that runs live (CA7)', async () => {
    const callees = [{ namespace: 'shop', workload: 'b' }]
    const [first] = (await metrics.requests(window)).values
    expect(first).toMatchObject({ sourceWorkload: 'a', destinationWorkload: 'b' })
    expect(first?.perSecond).toBeCloseTo(2)
    for (const asked of [
      metrics.tcpBytes({ ...window, aggregate: 'tier' }),
      metrics.calleeTotals(window),
      metrics.callerTotals({ window, callees }),
      metrics.calleeLatencies(window),
      metrics.callerLatencies({ window, callees }),
      metrics.bytes(window),
      metrics.messages(window),
    ])
      await expect(asked).resolves.toMatchObject({ at: end })
  })

  test.each<[SeriesMeasure, number | null]>([
    ['rps', 2],
    ['errorRps', null],
    ['p50', 5],
    ['p95', 9.5],
    ['p99', 9.9],
    ['bytesPerSecond', null],
    ['tcpBytesPerSecond', null],
  ])('answer the chart of %s', async (measure, expected) => {
    const range = { start: end - 600, end, stepSeconds: 60, rateSeconds: 60 }
    const { values } = await metrics.series(measure, { selectors, range })
    expect(values).toHaveLength(11)
    if (expected === null) expect(values.every((value) => value === null)).toBe(true)
    else for (const value of values) expect(value).toBeCloseTo(expected)
  })

  test.each(breakdownMeasures)('answer the breakdown of %s', async (measure) => {
    const stats = ['duration', 'requestSize', 'responseSize'].includes(measure)
      ? (['avg', 'p50', 'p95', 'p99', 'p999'] as const)
      : (['rate'] as const)
    const question = { measure, stats, selectors, by: ['response_code'], rateSeconds: 60 } as const
    const range = { start: end - 60, end, stepSeconds: 30, rateSeconds: 60 }
    await expect(metrics.breakdown(question, range)).resolves.toMatchObject({ times: [end - 60, end - 30, end] })
  })

  test('answer raw counters, the control plane and what Prometheus said', async () => {
    const of = { serviceName: 'b', serviceNamespace: 'shop', from: end - 20, to: end }
    expect(await metrics.requestCounters(of)).toEqual([])
    await expect(
      new CapsuleMeshMetrics({ mesh: meshWithTraffic(), isFrozen: true, now }).controlPlane(300),
    ).resolves.toMatchObject({ instances: [] })
    expect(await metrics.scrapeIntervalSeconds()).toBe(5)
    expect(await metrics.version()).toBe('2.42.0')
  })
})

describe('what was not frozen says so, and is no zero (CA8)', () => {
  const notFrozen = { mesh: empty, isFrozen: false, now }
  const place = { namespace: 'shop', pod: 'p', container: 'c', sinceSeconds: 60, tailLines: null }
  const search = { start: 0, end, errorsOnly: false, limit: 20 }
  test.each<[string, () => Promise<unknown>]>([
    ['Metrics are', () => new CapsuleMetrics(notFrozen).requests({ seconds: 60, at: null })],
    ['Metrics are', () => new CapsuleMetrics(notFrozen).scrapeTargets()],
    ['Metrics are', () => new CapsuleMeshMetrics(notFrozen).controlPlane(300)],
    ['Traces are', () => new CapsuleTraces(empty.traces, false).search(search)],
    ['Traces are', () => new CapsuleTraces(empty.traces, false).get('x')],
    ['Logs are', () => new CapsuleLogs({ lines: empty.logs, isFrozen: false, now }).lines(place)],
    ['Configuration is', () => new CapsuleKubernetes(empty).version()],
    ['Proxies are', () => new CapsuleControlPlane(empty).picture()],
    ['Changes are', () => new CapsuleLedger(empty.changes, false).list({ limit: 5 })],
  ])('%s not in this capsule', async (words, ask) => {
    await expect(ask()).rejects.toThrow(`${words} not in this capsule.`)
  })
  test('a kind that was not read is not synced, and says why', () => {
    expect(new CapsuleKubernetes(empty).snapshot('Pod')).toMatchObject({
      items: [],
      synced: false,
      failure: 'Configuration is not in this capsule.',
    })
  })
})

describe('frozen traces', () => {
  const traceId = '0123456789abcdef0123456789abcdef'
  const startUs = (end - 100) * 1_000_000
  const spans = [
    spanOf('a', { service: 'a.shop', namespace: 'shop', startUs }),
    spanOf('b', { service: 'b.shop', namespace: 'shop', parentId: 'a', startUs, error: true, tags: { x: '1' } }),
  ]
  const traces = new CapsuleTraces(new Map([[traceId, { traceId, spans, truncatedAt: null }]]), true)
  const search = { start: end - 900, end, errorsOnly: false, limit: 20 }
  test.each<[string, object, number]>([
    ['everything', {}, 1],
    ['a service', { namespace: 'shop', service: 'b' }, 1],
    ['another namespace', { namespace: 'other' }, 0],
    ['an edge', { source: 'a', destination: 'b' }, 1],
    ['the edge the other way', { source: 'b', destination: 'a' }, 0],
    ['a failing span of the service', { service: 'b', errorsOnly: true }, 1],
    ['a failing span of another service', { service: 'a', errorsOnly: true }, 0],
    ['tags', { tags: [{ key: 'x', value: '1' }] }, 1],
    ['a longer duration', { minDurationUs: 101 }, 0],
    ['an earlier time', { end: end - 200 }, 0],
  ])('are found by %s', async (_name, more, count) => {
    expect((await traces.search({ ...search, ...more })).items).toHaveLength(count)
  })
})

test('frozen lines are answered as the pod log API does', async () => {
  const line = (secondsAgo: number) => `${new Date(now() - secondsAgo * 1_000).toISOString()} ${secondsAgo}`
  const lines = new Map([['shop/p/c', [line(90), line(30), line(10)]]])
  const logs = new CapsuleLogs({ lines, isFrozen: true, now })
  const place = { namespace: 'shop', pod: 'p', container: 'c' }
  expect(await logs.lines({ ...place, sinceSeconds: 60, tailLines: null })).toEqual([line(30), line(10)])
  expect(await logs.lines({ ...place, sinceSeconds: 600, tailLines: 1 })).toEqual([line(10)])
  await expect(logs.lines({ ...place, pod: 'q', sinceSeconds: 60, tailLines: 1 })).rejects.toThrow(
    'The log of q/c is not in this capsule.',
  )
})

test('frozen changes are listed newest first and page by page; nothing is written (CA10)', async () => {
  const changes = new Map(['2', '10', '3'].map((id) => [id, aChange({ id })]))
  const ledger = new CapsuleLedger(changes, true)
  expect((await ledger.list({ limit: 2 })).map(({ id }) => id)).toEqual(['10', '3'])
  expect((await ledger.list({ before: '3', limit: 2 })).map(({ id }) => id)).toEqual(['2'])
  expect(await ledger.get('10')).toMatchObject({ id: '10' })
  await expect(ledger.update()).rejects.toMatchObject({ code: 'FORBIDDEN' })
  const kubernetes = new CapsuleKubernetes(empty)
  await expect(kubernetes.patch()).rejects.toMatchObject({ code: 'FORBIDDEN' })
  expect(await kubernetes.may()).toBe(false)
})
