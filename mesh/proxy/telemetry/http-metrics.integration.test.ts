import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { httpGet } from '../../../test/support/proxy/applications.ts'
import { eventually } from '../../../test/support/proxy/poll.ts'
import { Cleanup } from '../../../test/support/proxy/scene.ts'
import {
  apiLabels,
  hostOf,
  noPrincipals,
  ports,
  principals,
  serviceLabels,
  twoProxies,
  unknownDestination,
  webLabels,
  type TwoProxies,
} from '../../../test/support/proxy/two-proxies.ts'
import { catchAllMetadata } from './metadata.ts'
import { peerHeader } from './peer-header.ts'

// Guarantee: two real Envoys with our builders, read by a real Prometheus with our configuration, give Istio's standard
// HTTP series with every label, for both reporters.

const cleanup = new Cleanup()
let on: TwoProxies

const bare = {
  workload: 'bare',
  namespace: 'legacy',
  canonicalService: 'bare',
  canonicalRevision: 'latest',
  cluster: 'Kubernetes',
  app: 'bare',
  version: 'v9',
}
const match = { prefix: '/' }
const retry = { retry_on: '5xx', num_retries: 2 }
const to = (name: string) => ({ cluster: `outbound|${ports.http}||${hostOf(name)}` })

beforeAll(async () => {
  on = await twoProxies(
    {
      mtls: {},
      plain: { mutualTls: false },
      gone: { endpoint: 'none' },
      refused: { endpoint: { address: '127.0.0.1', identity: bare, hasProxy: true }, port: ports.closed },
      unrouted: { routes: [{ match: { prefix: '/never' }, route: to('unrouted') }] },
      slow: { routes: [{ match, route: { ...to('slow'), timeout: '0.3s' } }] },
      flaky: { routes: [{ match, route: { ...to('flaky'), retry_policy: retry } }] },
      bare: {
        endpoint: { address: '127.0.0.1', identity: bare, hasProxy: false },
        mutualTls: false,
        port: ports.closed,
      },
      stranger: {
        catchAll: 'PassthroughCluster',
        mutualTls: false,
        endpoint: { address: '127.0.0.1', identity: bare, hasProxy: false },
        port: ports.closed,
      },
      blocked: {
        routes: [
          {
            name: 'block_all',
            match,
            direct_response: { status: 502 },
            metadata: catchAllMetadata('BlackHoleCluster'),
          },
        ],
      },
    },
    cleanup,
  )
})
afterAll(() => cleanup.run())

interface Extra {
  readonly path?: string
  readonly headers?: Record<string, string>
  readonly port?: number
}
const call = (name: string, extra: Extra = {}) =>
  httpGet({ port: ports.http, address: on.addressOf(name), host: hostOf(name), ...extra })

const source = { reporter: 'source', connection_security_policy: 'unknown', request_protocol: 'http', ...webLabels }
const answered = { response_code: '200', response_flags: '-' }

test('over mutual TLS both reporters give every label', async () => {
  expect(await call('mtls')).toBe(200)
  const [sent] = await on.seriesOf('istio_requests_total', { destination_service: hostOf('mtls') })
  const both = { ...source, ...apiLabels, ...principals, ...answered }
  expect(sent).toEqual({ labels: { ...both, ...serviceLabels('mtls') }, value: 1 })
  const mutual = { reporter: 'destination', connection_security_policy: 'mutual_tls' }
  const [arrived] = await on.seriesOf('istio_requests_total', { ...mutual, ...answered })
  expect(arrived?.labels).toEqual({ ...both, ...mutual, ...serviceLabels('api') })
})

test('a plaintext caller with a proxy is named by its header, which the app never sees', async () => {
  expect(await call('plain', { headers: { [peerHeader]: 'liar|liar|liar|liar|liar|liar|liar' } })).toBe(200)
  const plain = { reporter: 'destination', connection_security_policy: 'none' }
  const [arrived] = await on.seriesOf('istio_requests_total', plain)
  expect(arrived).toEqual({
    labels: { ...source, ...apiLabels, ...serviceLabels('api'), ...noPrincipals, ...answered, ...plain },
    value: 1,
  })
  expect(on.app.seen.length).toBeGreaterThan(0)
  expect(on.app.seen.some((headers) => peerHeader in headers)).toBe(false)
})

test('a caller without a proxy is unknown', async () => {
  expect(await httpGet({ address: on.api.pod.podIp, port: ports.http, host: hostOf('api') })).toBe(200)
  const [arrived] = await on.seriesOf('istio_requests_total', { reporter: 'destination', source_workload: 'unknown' })
  expect(arrived?.labels).toMatchObject({
    source_workload_namespace: 'unknown',
    source_app: 'unknown',
    source_version: 'unknown',
    source_canonical_service: 'unknown',
    source_canonical_revision: 'latest',
    source_cluster: 'unknown',
    source_principal: 'unknown',
    connection_security_policy: 'none',
  })
})

test('a server without a proxy is known by its endpoint, but for app and version', async () => {
  expect(await call('bare', { port: ports.closed })).toBe(503)
  const [sent] = await on.seriesOf('istio_requests_total', { destination_service: hostOf('bare') })
  expect(sent?.labels).toMatchObject({
    destination_workload: 'bare',
    destination_workload_namespace: 'legacy',
    destination_canonical_service: 'bare',
    destination_canonical_revision: 'latest',
    destination_cluster: 'Kubernetes',
    destination_app: 'unknown',
    destination_version: 'unknown',
    destination_principal: 'unknown',
  })
})

describe('requests that never arrived', () => {
  test.each([
    ['gone', 503, 'UH'],
    ['unrouted', 404, 'NR'],
  ] as const)('%s: %s %s keeps its service and has no workload', async (name, code, flags) => {
    expect(await call(name)).toBe(code)
    const [sent] = await on.seriesOf('istio_requests_total', { destination_service: hostOf(name) })
    const failed = { source_principal: 'unknown', response_code: String(code), response_flags: flags }
    expect(sent).toEqual({
      labels: { ...source, ...unknownDestination, ...serviceLabels(name), ...failed },
      value: 1,
    })
  })

  test('refused: 503 UF names the workload that was chosen', async () => {
    expect(await call('refused', { port: ports.closed })).toBe(503)
    const [sent] = await on.seriesOf('istio_requests_total', { destination_service: hostOf('refused') })
    expect(sent?.labels).toMatchObject({ response_code: '503', response_flags: 'UF', destination_principal: 'unknown' })
    expect(sent?.labels).toMatchObject({ destination_workload: 'bare', destination_version: 'v9' })
  })

  test('a blocked host is BlackHoleCluster', async () => {
    expect(await call('blocked')).toBe(502)
    const [sent] = await on.seriesOf('istio_requests_total', { destination_service_name: 'BlackHoleCluster' })
    expect(sent?.labels).toMatchObject({ response_code: '502', reporter: 'source', ...unknownDestination })
  })
})

test('a host nobody knows is PassthroughCluster, under the name that the app asked for', async () => {
  expect(await call('stranger', { port: ports.closed })).toBe(503)
  const [sent] = await on.seriesOf('istio_requests_total', { destination_service_name: 'PassthroughCluster' })
  expect(sent?.labels).toMatchObject({
    destination_service: hostOf('stranger'),
    destination_service_namespace: 'unknown',
  })
})

test('a timeout: the caller counts 504 UT, the callee a request without an answer', async () => {
  expect(await call('slow', { path: '/slow' })).toBe(504)
  const [sent] = await on.seriesOf('istio_requests_total', { response_flags: 'UT' })
  expect(sent).toMatchObject({ labels: { reporter: 'source', response_code: '504' }, value: 1 })
  const [arrived] = await on.seriesOf('istio_requests_total', { reporter: 'destination', response_code: '0' })
  expect(arrived?.labels).toMatchObject({ response_flags: 'DC', request_protocol: 'http', ...webLabels })
})

test('retries: the caller counts one request, the callee every attempt', async () => {
  expect(await call('flaky', { path: '/flaky' })).toBe(200)
  const failed = await on.seriesOf('istio_requests_total', { reporter: 'destination', response_code: '503' })
  expect(failed.map(({ value }) => value)).toEqual([2])
  const sent = await on.seriesOf('istio_requests_total', { destination_service: hostOf('flaky') })
  expect(sent.map(({ labels, value }) => [labels['response_code'], value])).toEqual([['200', 1]])
})

test.each(['istio_request_duration_milliseconds', 'istio_request_bytes', 'istio_response_bytes'])(
  '%s is a histogram of 20 buckets',
  async (metric) => {
    const labels = { reporter: 'source', destination_service: hostOf('mtls'), ...answered }
    expect(await on.seriesOf(`${metric}_bucket`, labels, 20)).toHaveLength(20)
    const [sum] = await on.seriesOf(`${metric}_sum`, labels)
    expect(sum?.value).toBeGreaterThan(metric.endsWith('bytes') ? 20 : -1)
  },
)

test('nothing but what is read reaches Prometheus, and no helper label is left', async () => {
  const read = /^(istio_|envoy_(server|cluster_manager|listener_manager|control_plane)_|heddle_|up$|scrape_)/
  const kept = await on.prometheus.query('count by (__name__) ({job="envoy-stats"})')
  expect(kept.map(({ labels }) => labels['__name__'] ?? '').filter((name) => !read.test(name))).toEqual([])
  expect(await on.prometheus.query('count({source_peer!=""})')).toEqual([])
})

test('each request is one JSON line with its trace, on both sides', async () => {
  const traceId = '11111111111111111111111111111111'
  await call('mtls', { headers: { traceparent: `00-${traceId}-2222222222222222-01` } })
  for (const { lines } of [on.client, on.server]) {
    const line = await eventually(() => Promise.resolve(lines.find((text) => text.includes(traceId))))
    expect(JSON.parse(line)).toMatchObject({
      trace_id: traceId,
      method: 'GET',
      path: '/',
      response_code: 200,
      response_flags: '-',
      authority: hostOf('mtls'),
    })
  }
})
