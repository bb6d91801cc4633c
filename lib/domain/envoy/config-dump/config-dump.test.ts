import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recordedDump } from '../../../../test/fixtures/config-dump/recorded.ts'
import { bootstrapFacts } from './bootstrap.ts'
import { clusterRows } from './clusters.ts'
import { endpointRows } from './endpoints.ts'
import { listenerRows } from './listeners.ts'
import { differencesOf, refusalsOf } from './refusals.ts'
import { routeRows } from './routes.ts'

// Guarantee: dumps of the bundled mesh (recorded from a running bookinfo) and of istiod's and Envoy's shapes are read in
// full, and nothing that a dump may hold throws.

const sidecar = recordedDump('sidecar')
const gateway = recordedDump('gateway')
const dump = (type: string, fields: object) => ({
  configs: [{ '@type': `type.googleapis.com/envoy.admin.v3.${type}`, ...fields }],
})

describe('a sidecar of the bundled mesh', () => {
  test('has a listener for each service port and for its own', () => {
    const rows = listenerRows(sidecar)
    expect(rows).toHaveLength(7)
    expect(rows.find(({ direction }) => direction === 'inbound')).toMatchObject({
      match: 'tls',
      to: { kind: 'inline' },
    })
    expect(rows.find(({ port }) => port === 6380)).toMatchObject({
      protocol: 'tcp',
      to: { kind: 'cluster', name: 'outbound|6380||ratings-store.bookinfo.svc.cluster.local' },
    })
  })
  test('has the weights of the VirtualService that made the route (M8)', () => {
    const row = routeRows(sidecar).find(({ virtualHost }) => virtualHost.startsWith('reviews.'))
    expect(row?.rules).toEqual([{ kind: 'VirtualService', namespace: 'bookinfo', name: 'reviews' }])
    expect(row?.targets.map(({ weight }) => weight)).toEqual([90, 10])
  })
  test('links a generated route to its service', () => {
    const row = routeRows(sidecar).find(({ virtualHost }) => virtualHost.startsWith('details.'))
    expect(row).toMatchObject({ namespace: 'bookinfo', rules: [{ kind: 'Service', name: 'details' }] })
  })
  test('says which header a route waits for', () => {
    expect(routeRows(sidecar).map(({ match }) => match)).toContain('/*, x-tester=yes')
  })
  test('links a subset to its DestinationRule, and knows mTLS from none', () => {
    const rows = clusterRows(sidecar)
    expect(rows.find(({ subset }) => subset === 'v1')).toMatchObject({
      host: 'reviews.bookinfo.svc.cluster.local',
      tls: 'mutual',
      rules: [{ kind: 'DestinationRule', namespace: 'bookinfo', name: 'reviews' }],
    })
    expect(rows.find(({ name }) => name === 'PassthroughCluster')).toMatchObject({ tls: 'none', rules: [] })
  })
  test('has every endpoint with its workload', () => {
    const rows = endpointRows(sidecar)
    expect(rows).toHaveLength(11)
    expect(rows.every(({ workload, namespace }) => workload !== null && namespace !== null)).toBe(true)
  })
  test('says who it is', () => {
    const facts = new Map(bootstrapFacts(sidecar).map(({ name, value }) => [name, value]))
    expect(facts.get('Envoy')).toBe('1.40.0')
    expect(facts.get('node.id')).toMatch(/^sidecar~/)
  })
})

test('a gateway of the bundled mesh has the routes of its VirtualService', () => {
  expect(listenerRows(gateway)).toMatchObject([{ to: { kind: 'route', name: 'http.8080' } }])
  expect(routeRows(gateway)[0]).toMatchObject({
    config: 'http.8080',
    rules: [{ kind: 'VirtualService', name: 'bookinfo' }],
  })
})

describe('shapes of istiod and Envoy', () => {
  const rbac = {
    name: 'envoy.filters.http.rbac',
    typed_config: { rules: { policies: { 'ns[shop]-policy[allow-web]-rule[0]': {} } } },
  }
  const http = {
    typed_config: {
      '@type': 'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
      rds: { route_config_name: 'https.443.tls.entry.shop' },
      http_filters: [rbac],
    },
  }
  test('a chain has its policies and its gateway (M8)', () => {
    const listener = {
      name: 'virtualInbound',
      traffic_direction: 'INBOUND',
      address: { socket_address: { address: '0.0.0.0', port_value: 15006 } },
      filter_chains: [
        {
          filter_chain_match: { destination_port: 8080, transport_protocol: 'tls', application_protocols: ['istio'] },
          filters: [http],
        },
      ],
      default_filter_chain: { filters: [] },
    }
    const rows = listenerRows(
      dump('ListenersConfigDump', { dynamic_listeners: [{ name: 'x', active_state: { listener } }] }),
    )
    expect(rows.map(({ match }) => match)).toEqual(['port 8080, tls, ALPN istio', 'everything else'])
    expect(rows[0]?.rules).toEqual([
      { kind: 'Gateway', namespace: 'shop', name: 'entry' },
      { kind: 'AuthorizationPolicy', namespace: 'shop', name: 'allow-web' },
    ])
  })
  test('a warming cluster, a static one and a refused one are told apart', () => {
    const clusters = dump('ClustersConfigDump', {
      static_clusters: [{ cluster: { name: 'xds-grpc' } }],
      dynamic_warming_clusters: [{ cluster: { name: 'outbound|80||a.b.svc.cluster.local' } }],
      dynamic_active_clusters: [{ error_state: { failed_configuration: { name: 'bad' }, details: 'no' } }],
    })
    expect(clusterRows(clusters).map(({ name, state }) => [name, state])).toEqual([
      ['xds-grpc', 'active'],
      ['bad', 'refused'],
      ['outbound|80||a.b.svc.cluster.local', 'warming'],
    ])
  })
  test('a refusal stands beside what is in force (M3)', () => {
    const route_config = { name: '80', virtual_hosts: [{ routes: [{ match: { prefix: '/' } }] }] }
    const failed = { name: '80', virtual_hosts: [{ routes: [{ match: { safe_regex: { regex: '(' } } }] }] }
    const error_state = {
      failed_configuration: failed,
      details: 'missing )',
      last_update_attempt: '2026-01-01T00:00:00Z',
    }
    const [refusal] = refusalsOf(dump('RoutesConfigDump', { dynamic_route_configs: [{ route_config, error_state }] }))
    expect(refusal).toMatchObject({ type: 'rds', name: '80', message: 'missing )' })
    expect(differencesOf(refusal?.inForce, refusal?.refused)).toEqual([
      { path: 'virtual_hosts[0].routes[0].match.prefix', inForce: '/', refused: undefined },
      { path: 'virtual_hosts[0].routes[0].match.safe_regex', inForce: undefined, refused: { regex: '(' } },
    ])
  })
})

test('equal values do not differ, and a difference is always between different values', () => {
  const json = fc.jsonValue()
  fc.assert(fc.property(json, (value) => differencesOf(value, structuredClone(value)).length === 0))
  fc.assert(
    fc.property(json, json, (a, b) =>
      differencesOf(a, b).every(({ inForce, refused }) => JSON.stringify(inForce) !== JSON.stringify(refused)),
    ),
  )
})

test('anything at all in a dump gives rows or nothing, never an error', () => {
  const types = [
    'ListenersConfigDump',
    'RoutesConfigDump',
    'ClustersConfigDump',
    'EndpointsConfigDump',
    'BootstrapConfigDump',
  ]
  const lists = [
    'dynamic_listeners',
    'dynamic_route_configs',
    'dynamic_active_clusters',
    'dynamic_endpoint_configs',
    'bootstrap',
  ]
  const any = fc.tuple(fc.constantFrom(...types), fc.constantFrom(...lists), fc.jsonValue())
  fc.assert(
    fc.property(any, ([type, list, value]) => {
      const strange = dump(type, { [list]: value })
      for (const read of [listenerRows, routeRows, clusterRows, endpointRows, bootstrapFacts, refusalsOf]) read(strange)
    }),
  )
})
