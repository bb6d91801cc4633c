import { describe, expect, test } from 'vitest'
import { anIstioObject, anObject } from '../../testing/objects.ts'
import { resourcesOf, reviewsHost } from '../../testing/scene.ts'

// Guarantee: a Service and its DestinationRule become the clusters that Istio makes of them.

const http = `outbound|9080||${reviewsHost}`
const rule = (spec: Record<string, unknown>, name = 'reviews', namespace = 'shop') =>
  anIstioObject('DestinationRule', { name, namespace }, { host: reviewsHost, ...spec })
const laterRule = (spec: Record<string, unknown>, name: string) =>
  anIstioObject('DestinationRule', { name, created: '2026-02-02T00:00:00Z' }, { host: reviewsHost, ...spec })
const clusterOf = (objects: Parameters<typeof resourcesOf>[0], name = http) => resourcesOf(objects).cds.get(name)

test('by default: EDS over ADS, least request, no limits, no panic, from the pod address', () => {
  expect(clusterOf([])).toMatchObject({
    type: 'EDS',
    eds_cluster_config: { service_name: http },
    connect_timeout: '10s',
    lb_policy: 'LEAST_REQUEST',
    circuit_breakers: { thresholds: [{ max_connections: 4294967295, max_retries: 4294967295 }] },
    common_lb_config: { healthy_panic_threshold: { value: 0 } },
    upstream_bind_config: { source_address: { address: '127.204.1.1' } },
    metadata: { filter_metadata: { istio: { services: [{ host: reviewsHost, name: 'reviews', namespace: 'shop' }] } } },
  })
})

describe('TLS', () => {
  test('auto: mutual TLS for endpoints that can, plain for others, checked against the accounts behind the service', () => {
    const text = JSON.stringify(clusterOf([]))
    expect(clusterOf([])?.['transport_socket_matches']).toMatchObject([
      { name: 'tlsMode-istio', match: { tlsMode: 'istio' } },
      { name: 'tlsMode-disabled', match: {} },
    ])
    expect(text).toContain('"exact":"spiffe://cluster.local/ns/shop/sa/reviews"')
    expect(text).toContain(`"sni":"outbound_.9080_._.${reviewsHost}"`)
  })
  test('a proxy without identity is sent nothing that needs a certificate', () => {
    expect(JSON.stringify([...resourcesOf([], { hasIdentity: false }).cds.values()])).not.toContain('sds')
  })
  test('enableAutoMtls false turns it off', () => {
    const config = anObject(
      'ConfigMap',
      { name: 'istio', namespace: 'istio-system' },
      { data: { mesh: 'enableAutoMtls: false' } },
    )
    expect(clusterOf([config])).not.toHaveProperty('transport_socket_matches')
  })
  test.each([
    ['DISABLE', (cluster: object | undefined) => expect(JSON.stringify(cluster)).not.toContain('tls.v3')],
    [
      'ISTIO_MUTUAL',
      (cluster: object | undefined) =>
        expect(cluster).toMatchObject({ transport_socket: { name: 'envoy.transport_sockets.tls' } }),
    ],
    ['SIMPLE', (cluster: object | undefined) => expect(JSON.stringify(cluster)).not.toContain('sds')],
  ])('%s', (mode, check) => check(clusterOf([rule({ trafficPolicy: { tls: { mode } } })])))
})

test.each([
  [{ loadBalancer: { simple: 'ROUND_ROBIN' } }, { lb_policy: 'ROUND_ROBIN' }],
  [{ loadBalancer: { simple: 'RANDOM' } }, { lb_policy: 'RANDOM' }],
  [
    { loadBalancer: { consistentHash: { useSourceIp: true } } },
    { lb_policy: 'RING_HASH', ring_hash_lb_config: { minimum_ring_size: 1024 } },
  ],
  [
    { loadBalancer: { consistentHash: { httpHeaderName: 'a', maglev: { tableSize: 101 } } } },
    { lb_policy: 'MAGLEV', maglev_lb_config: { table_size: 101 } },
  ],
  [
    { connectionPool: { tcp: { maxConnections: 5, connectTimeout: '250ms' } } },
    { connect_timeout: '0.25s', circuit_breakers: { thresholds: [{ max_connections: 5 }] } },
  ],
  [
    { connectionPool: { http: { http1MaxPendingRequests: 1, http2MaxRequests: 2, maxRetries: 3 } } },
    { circuit_breakers: { thresholds: [{ max_pending_requests: 1, max_requests: 2, max_retries: 3 }] } },
  ],
  [
    { outlierDetection: { consecutive5xxErrors: 3, interval: '5s', baseEjectionTime: '30s', minHealthPercent: 20 } },
    {
      outlier_detection: {
        consecutive_5xx: 3,
        enforcing_consecutive_5xx: 100,
        interval: '5s',
        base_ejection_time: '30s',
        enforcing_success_rate: 0,
      },
      common_lb_config: { healthy_panic_threshold: { value: 20 } },
    },
  ],
  [
    { outlierDetection: { consecutiveGatewayErrors: 0 } },
    { outlier_detection: { enforcing_consecutive_gateway_failure: 0 } },
  ],
])('traffic policy %j', (trafficPolicy, expected) => {
  expect(clusterOf([rule({ trafficPolicy })])).toMatchObject(expected)
})

test('a subset is one more cluster with its own policy over the host’s, and only its endpoints', () => {
  const objects = [
    rule({
      trafficPolicy: { loadBalancer: { simple: 'RANDOM' }, connectionPool: { tcp: { maxConnections: 7 } } },
      subsets: [{ name: 'v2', labels: { version: 'v2' }, trafficPolicy: { loadBalancer: { simple: 'ROUND_ROBIN' } } }],
    }),
  ]
  const name = `outbound|9080|v2|${reviewsHost}`
  expect(clusterOf(objects, name)).toMatchObject({
    lb_policy: 'ROUND_ROBIN',
    circuit_breakers: { thresholds: [{ max_connections: 7 }] },
  })
  const addresses = JSON.stringify(resourcesOf(objects).eds.get(name))
  expect([addresses.includes('127.204.3.1'), addresses.includes('127.204.2.1')]).toEqual([true, false])
})

test('a port’s own settings replace what they cover and inherit nothing of it', () => {
  const trafficPolicy = {
    loadBalancer: { simple: 'RANDOM' },
    connectionPool: { tcp: { maxConnections: 7 } },
    portLevelSettings: [{ port: { number: 9080 }, loadBalancer: { simple: 'ROUND_ROBIN' } }],
  }
  const resources = resourcesOf([rule({ trafficPolicy })])
  expect(resources.cds.get(http)).toMatchObject({
    lb_policy: 'ROUND_ROBIN',
    circuit_breakers: { thresholds: [{ max_connections: 4294967295 }] },
  })
  expect(resources.cds.get(`outbound|9090||${reviewsHost}`)).toMatchObject({
    lb_policy: 'RANDOM',
    circuit_breakers: { thresholds: [{ max_connections: 7 }] },
  })
})

describe('which DestinationRule', () => {
  const lb = (simple: string) => ({ trafficPolicy: { loadBalancer: { simple } } })
  test.each([
    ['the client’s namespace first', [rule(lb('RANDOM')), rule(lb('ROUND_ROBIN'), 'root', 'istio-system')], 'RANDOM'],
    ['then the root’s', [rule(lb('ROUND_ROBIN'), 'root', 'istio-system')], 'ROUND_ROBIN'],
    [
      'never one that is not exported',
      [rule({ ...lb('ROUND_ROBIN'), exportTo: ['.'] }, 'root', 'istio-system')],
      'LEAST_REQUEST',
    ],
    [
      'a workload selector in the client’s namespace before all',
      [
        rule(lb('RANDOM')),
        rule({ ...lb('ROUND_ROBIN'), workloadSelector: { matchLabels: { app: 'client' } } }, 'mine'),
      ],
      'ROUND_ROBIN',
    ],
    [
      'not for other workloads',
      [rule({ ...lb('ROUND_ROBIN'), workloadSelector: { matchLabels: { app: 'other' } } }, 'theirs')],
      'LEAST_REQUEST',
    ],
    [
      'the exact host before a wildcard',
      [rule({ ...lb('RANDOM'), host: '*.shop.svc.cluster.local' }, 'wild'), laterRule(lb('ROUND_ROBIN'), 'exact')],
      'ROUND_ROBIN',
    ],
    [
      'the first policy of several for one host',
      [rule(lb('RANDOM'), 'a'), laterRule(lb('ROUND_ROBIN'), 'b')],
      'RANDOM',
    ],
  ])('%s', (_name, objects, policy) => {
    expect(clusterOf(objects)).toMatchObject({ lb_policy: policy })
  })
  test('subsets of several rules for one host add up', () => {
    const names = ['a', 'b'].map((name) => rule({ subsets: [{ name, labels: { version: name } }] }, name))
    expect([...resourcesOf(names).cds.keys()].filter((name) => name.startsWith('outbound|9080|'))).toEqual([
      http,
      `outbound|9080|a|${reviewsHost}`,
      `outbound|9080|b|${reviewsHost}`,
    ])
  })
})

describe('ServiceEntry', () => {
  const entry = (spec: Record<string, unknown>) =>
    anIstioObject(
      'ServiceEntry',
      { name: 'outside' },
      { hosts: ['api.example.com'], ports: [{ number: 443, name: 'tls', protocol: 'TLS' }], ...spec },
    )
  const name = 'outbound|443||api.example.com'
  test.each([
    ['DNS', { type: 'STRICT_DNS', respect_dns_ttl: true }],
    ['DNS_ROUND_ROBIN', { type: 'LOGICAL_DNS' }],
    ['NONE', { type: 'ORIGINAL_DST', lb_policy: 'CLUSTER_PROVIDED' }],
  ])('%s', (resolution, expected) => {
    const cluster = clusterOf([entry({ resolution })], name)
    expect(cluster).toMatchObject(expected)
    expect(cluster).not.toHaveProperty('transport_socket_matches')
    expect(cluster?.['upstream_bind_config']).toBeUndefined()
  })
  test('STATIC with endpoints is EDS, its addresses as written, and external by default', () => {
    const resources = resourcesOf([
      entry({ resolution: 'STATIC', endpoints: [{ address: '192.0.2.7', ports: { tls: 8443 } }] }),
    ])
    expect(resources.cds.get(name)).toMatchObject({
      type: 'EDS',
      metadata: { filter_metadata: { istio: { external: true } } },
    })
    expect(JSON.stringify(resources.eds.get(name))).toContain('"address":"192.0.2.7","port_value":8443')
  })
})

test('a ServiceEntry’s selector takes pods and WorkloadEntries alike', () => {
  const entry = anIstioObject(
    'ServiceEntry',
    { name: 'inside' },
    {
      hosts: ['inside.example'],
      location: 'MESH_INTERNAL',
      resolution: 'STATIC',
      ports: [{ number: 9080, name: 'http', protocol: 'HTTP' }],
      workloadSelector: { labels: { version: 'v1' } },
    },
  )
  const machine = anIstioObject('WorkloadEntry', { name: 'vm' }, { address: '192.0.2.9', labels: { version: 'v1' } })
  const text = JSON.stringify(resourcesOf([entry, machine]).eds.get('outbound|9080||inside.example'))
  expect(['127.204.2.1', '192.0.2.9', '127.204.3.1'].map((address) => text.includes(`"${address}"`))).toEqual([
    true,
    true,
    false,
  ])
})
