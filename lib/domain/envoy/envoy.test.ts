import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseAccessLogLine } from './access-log.ts'
import { parseClusterName } from './cluster-name.ts'
import { explainFlags, explainResponseFlag, parseResponseFlags, responseFlags } from './response-flags.ts'

// Guarantee: what proxies write is read without ever throwing, and every flag a person may meet is explained.

const ours = {
  authority: 'api.back.svc.cluster.local',
  bytes_received: 0,
  bytes_sent: 95,
  connection_termination_details: null,
  destination_principal: 'spiffe://cluster.local/ns/back/sa/api',
  duration: 1016,
  downstream_remote_address: '127.0.0.1:60494',
  grpc_status: null,
  method: 'GET',
  path: '/x?y=1',
  protocol: 'HTTP/1.1',
  reporter: 'source',
  request_id: '568b90b5-68a4-97d4-8a55-f87f1d372728',
  response_code: 503,
  response_code_details: 'upstream_reset_before_response_started{connection_termination}',
  response_flags: 'UF,URX',
  route_name: 'default',
  source_principal: null,
  start_time: '2026-11-24T09:47:24.919Z',
  trace_id: '8813c2b54331cc81583e59a1ab9b115e',
  upstream_attempts: 3,
  upstream_cluster: 'outbound|9080|v1|api.back.svc.cluster.local',
  upstream_host: '10.0.0.7:9080',
  upstream_service_time: '12',
}

describe('access log lines', () => {
  test('ours are read whole', () => {
    expect(parseAccessLogLine(JSON.stringify(ours))).toMatchObject({
      kind: 'http',
      durationMs: 1016,
      responseCode: 503,
      flags: ['UF', 'URX'],
      traceId: '8813c2b54331cc81583e59a1ab9b115e',
      cluster: { kind: 'outbound', port: 9080, subset: 'v1', host: 'api.back.svc.cluster.local' },
      upstreamTimeMs: 12,
      attempts: 3,
      reporter: 'source',
      sourcePrincipal: null,
    })
  })
  test("Istio's have no trace id, dashes for nothing and numbers as strings", () => {
    const { trace_id: _trace, reporter: _reporter, upstream_attempts: _attempts, ...istio } = ours
    const written = { ...istio, response_flags: '-', duration: '4', upstream_service_time: '-', upstream_host: '-' }
    expect(parseAccessLogLine(JSON.stringify(written))).toMatchObject({
      flags: [],
      durationMs: 4,
      upstreamTimeMs: null,
      upstreamHost: null,
      traceId: null,
      reporter: null,
      attempts: null,
    })
  })
  test('a connection without a request is TCP and has no status', () => {
    const { method: _method, ...connection } = { ...ours, response_code: 0 }
    expect(parseAccessLogLine(JSON.stringify(connection))).toMatchObject({
      kind: 'tcp',
      responseCode: null,
      bytesSent: 95,
    })
  })
  test('zero is a value, not nothing', () => {
    expect(parseAccessLogLine(JSON.stringify({ ...ours, response_code: 0, grpc_status: 0 }))).toMatchObject({
      responseCode: 0,
      grpcStatus: 0,
      bytesReceived: 0,
    })
  })
  test.each([
    '',
    'plain text',
    '{',
    '{}',
    '[]',
    'null',
    '{"msg":"an app’s own JSON"}',
    `{"start_time":"${'x'.repeat(70_000)}"}`,
  ])('another kind of line is left alone: %s', (raw) => {
    expect(parseAccessLogLine(raw)).toBeUndefined()
  })
  test('no line makes it throw', () => {
    fc.assert(fc.property(fc.string(), (raw) => void parseAccessLogLine(raw)))
    fc.assert(
      fc.property(fc.jsonValue(), (value) => void parseAccessLogLine(JSON.stringify({ ...ours, duration: value }))),
    )
  })
})

describe('cluster names', () => {
  test.each([
    ['outbound|9080||reviews.bookinfo.svc.cluster.local', { kind: 'outbound', port: 9080, subset: null }],
    [
      'outbound_.9080_.v1_.reviews.bookinfo.svc.cluster.local',
      { kind: 'outbound', subset: 'v1', host: 'reviews.bookinfo.svc.cluster.local' },
    ],
    ['outbound_.9080_._.reviews.bookinfo.svc.cluster.local', { kind: 'outbound', subset: null }],
    ['inbound|9080||', { kind: 'inbound', port: 9080 }],
    ['PassthroughCluster', { kind: 'passthrough' }],
    ['BlackHoleCluster', { kind: 'black-hole' }],
    ['xds-grpc', { kind: 'other', name: 'xds-grpc' }],
    ['toString', { kind: 'other', name: 'toString' }],
  ])('%s', (name, expected) => {
    expect(parseClusterName(name)).toMatchObject(expected)
  })
})

describe('response flags', () => {
  test.each([
    ['-', []],
    ['', []],
    [null, []],
    ['UF,URX', ['UF', 'URX']],
    ['UF, NEW', ['UF', 'NEW']],
  ])('%s is read as %o', (text, expected) => {
    expect(parseResponseFlags(text)).toEqual(expected)
  })
  test.each(responseFlags.map((flag) => [flag]))('%s is explained in whole sentences', (flag) => {
    const meaning = explainResponseFlag(flag)
    expect(meaning?.title.length).toBeLessThanOrEqual(30)
    expect(meaning?.meaning).toMatch(/^[A-Z].*\.$/)
    expect(meaning?.likelyCause).toMatch(/^[A-Z].*\.$/)
  })
  test('no two flags share a title, and an unknown one has no meaning', () => {
    const titles = responseFlags.map((flag) => explainResponseFlag(flag)?.title)
    expect(new Set(titles).size).toBe(titles.length)
    expect(responseFlags.length).toBeGreaterThanOrEqual(28)
    expect(explainResponseFlag('constructor')).toBeUndefined()
  })
  test('a list is explained flag by flag, also an unknown one', () => {
    expect(explainFlags('UF,XX').map(({ flag, title }) => `${flag}: ${title}`)).toEqual([
      'UF: connection failed',
      'XX: unknown flag',
    ])
    expect(explainFlags('-')).toEqual([])
  })
})
