import { describe, expect, test } from 'vitest'
import { anIstioObject } from '../../testing/objects.ts'
import { resourcesOf, reviewsHost, routesOf } from '../../testing/scene.ts'

// Guarantee: a VirtualService becomes the Envoy route that Istio makes of it.

const subsets = anIstioObject(
  'DestinationRule',
  { name: 'reviews' },
  {
    host: 'reviews',
    subsets: [
      { name: 'v1', labels: { version: 'v1' } },
      { name: 'v2', labels: { version: 'v2' } },
    ],
  },
)
const toV1 = [{ destination: { host: 'reviews', subset: 'v1', port: { number: 9080 } } }]
const v1 = `outbound|9080|v1|${reviewsHost}`
const v2 = `outbound|9080|v2|${reviewsHost}`

function routesFor(http: readonly Record<string, unknown>[], more: Record<string, unknown> = {}) {
  const rule = anIstioObject('VirtualService', { name: 'reviews' }, { hosts: ['reviews'], http, ...more })
  return routesOf(resourcesOf([subsets, rule]), '9080', `${reviewsHost}:9080`)
}

describe('destinations', () => {
  test('weights stay as they are asked: 9 to 1, and 0 is left out', () => {
    const slices = [
      { destination: { host: 'reviews', subset: 'v1' }, weight: 9 },
      { destination: { host: 'reviews', subset: 'v2' }, weight: 1 },
      { destination: { host: 'reviews' }, weight: 0 },
    ]
    expect(routesFor([{ route: slices }])[0]?.['route']).toMatchObject({
      weighted_clusters: {
        clusters: [
          { name: v1, weight: 9 },
          { name: v2, weight: 1 },
        ],
      },
    })
  })
  test('one that is left alone is a plain cluster and keeps its header changes', () => {
    const slices = [
      {
        destination: { host: 'reviews', subset: 'v1' },
        weight: 100,
        headers: { request: { set: { who: 'v1' }, remove: ['x'] } },
      },
      { destination: { host: 'reviews', subset: 'v2' }, weight: 0 },
    ]
    expect(routesFor([{ route: slices }])[0]).toMatchObject({
      route: { cluster: v1 },
      request_headers_to_add: [{ header: { key: 'who', value: 'v1' }, append_action: 'OVERWRITE_IF_EXISTS_OR_ADD' }],
      request_headers_to_remove: ['x'],
    })
  })
  test('weights whose sum leaves 32 bits are scaled, not wrapped', () => {
    const huge = 2_147_483_647
    const slices = ['v1', 'v2', 'v1'].map((subset) => ({ destination: { host: 'reviews', subset }, weight: huge }))
    const action = routesFor([{ route: slices }])[0]?.['route']
    const weights =
      JSON.stringify(action)
        .match(/"weight":(\d+)/g)
        ?.map((part) => Number(part.slice(9))) ?? []
    expect(weights).toHaveLength(3)
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeLessThanOrEqual(4_294_967_295)
  })
})

describe('time and retries', () => {
  test('nothing said: no timeout, two retries on what never reached the app, on another host', () => {
    expect(routesFor([{ route: toV1 }])[0]?.['route']).toMatchObject({
      timeout: '0s',
      retry_policy: {
        retry_on: 'connect-failure,refused-stream,unavailable,cancelled,retriable-status-codes',
        num_retries: 2,
        host_selection_retry_max_attempts: 5,
        retry_host_predicate: [{ name: 'envoy.retry_host_predicates.previous_hosts' }],
      },
    })
  })
  test('attempts 0 turns retrying off', () => {
    expect(routesFor([{ route: toV1, retries: { attempts: 0 } }])[0]?.['route']).not.toHaveProperty('retry_policy')
  })
  test('numbers in retryOn are status codes', () => {
    const retries = { attempts: 3, retryOn: 'connect-failure, 503', perTryTimeout: '250ms', backoff: '20ms' }
    expect(routesFor([{ route: toV1, timeout: '1m30s', retries }])[0]?.['route']).toMatchObject({
      timeout: '90s',
      retry_policy: {
        retry_on: 'connect-failure,retriable-status-codes',
        retriable_status_codes: [503],
        num_retries: 3,
        per_try_timeout: '0.25s',
        retry_back_off: { base_interval: '0.02s' },
      },
    })
  })
})

describe('other actions', () => {
  test.each([
    [
      'redirect',
      { redirect: { uri: '/new', authority: 'b', redirectCode: 308 } },
      { redirect: { path_redirect: '/new', host_redirect: 'b', response_code: 'PERMANENT_REDIRECT' } },
    ],
    [
      'redirect by default 301',
      { redirect: { scheme: 'https', derivePort: 'FROM_PROTOCOL_DEFAULT' } },
      { redirect: { scheme_redirect: 'https', port_redirect: 443, response_code: 'MOVED_PERMANENTLY' } },
    ],
    [
      'direct response',
      { directResponse: { status: 418, body: { string: 'tea' } } },
      { direct_response: { status: 418, body: { inline_string: 'tea' } } },
    ],
    [
      'rewrite',
      { route: toV1, rewrite: { uri: '/b', authority: 'c' } },
      { route: { prefix_rewrite: '/b', host_rewrite_literal: 'c' } },
    ],
    [
      'regex rewrite',
      { route: toV1, rewrite: { uriRegexRewrite: { match: '^/a', rewrite: '/b' } } },
      { route: { regex_rewrite: { pattern: { regex: '^/a' }, substitution: '/b' } } },
    ],
    [
      'host by header',
      { route: toV1, headers: { request: { set: { Host: 'd' } } } },
      { route: { host_rewrite_literal: 'd' } },
    ],
    [
      'mirror',
      {
        route: toV1,
        mirror: { host: 'reviews', subset: 'v2', port: { number: 9080 } },
        mirrorPercentage: { value: 12.5 },
      },
      {
        route: {
          request_mirror_policies: [
            {
              cluster: v2,
              runtime_fraction: { default_value: { numerator: 125_000, denominator: 'MILLION' } },
              trace_sampled: false,
            },
          ],
        },
      },
    ],
    [
      'fault',
      {
        route: toV1,
        fault: {
          delay: { fixedDelay: '2s', percentage: { value: 50 } },
          abort: { httpStatus: 500, percentage: { value: 0.1 } },
        },
      },
      {
        typed_per_filter_config: {
          'envoy.filters.http.fault': {
            delay: { fixed_delay: '2s', percentage: { numerator: 500_000, denominator: 'MILLION' } },
            abort: { http_status: 500, percentage: { numerator: 1_000, denominator: 'MILLION' } },
          },
        },
      },
    ],
    [
      'gRPC abort',
      { route: toV1, fault: { abort: { grpcStatus: 'UNAVAILABLE' } } },
      { typed_per_filter_config: { 'envoy.filters.http.fault': { abort: { grpc_status: 14 } } } },
    ],
    [
      'cors',
      {
        route: toV1,
        corsPolicy: { allowOrigins: [{ exact: 'https://a' }], allowMethods: ['GET', 'POST'], maxAge: '24h' },
      },
      {
        typed_per_filter_config: {
          'envoy.filters.http.cors': {
            allow_origin_string_match: [{ exact: 'https://a' }],
            allow_methods: 'GET,POST',
            max_age: '86400',
          },
        },
      },
    ],
    [
      'response headers',
      { route: toV1, headers: { response: { add: { a: '1' }, remove: ['b'] } } },
      {
        response_headers_to_add: [{ header: { key: 'a', value: '1' }, append_action: 'APPEND_IF_EXISTS_OR_ADD' }],
        response_headers_to_remove: ['b'],
      },
    ],
  ])('%s', (_name, rule, expected) => {
    expect(routesFor([rule])[0]).toMatchObject(expected)
  })

  test('a route says which object it comes from', () => {
    expect(routesFor([{ route: toV1, match: [{ uri: { prefix: '/a' } }] }])[0]).toMatchObject({
      metadata: {
        filter_metadata: { istio: { config: '/apis/networking.istio.io/v1/namespaces/shop/virtual-service/reviews' } },
      },
      decorator: { operation: `${reviewsHost}:9080/a*` },
    })
  })
  test('consistent hash of the destination becomes the hash policy, and retries may stay', () => {
    const hashed = anIstioObject(
      'DestinationRule',
      { name: 'reviews' },
      {
        host: 'reviews',
        trafficPolicy: { loadBalancer: { consistentHash: { httpCookie: { name: 'user', ttl: '1h' } } } },
      },
    )
    const [route] = routesOf(resourcesOf([hashed]), '9080', `${reviewsHost}:9080`)
    expect(route?.['route']).toMatchObject({ hash_policy: [{ cookie: { name: 'user', ttl: '3600s' } }] })
    expect(JSON.stringify(route)).not.toContain('previous_hosts')
  })
})
