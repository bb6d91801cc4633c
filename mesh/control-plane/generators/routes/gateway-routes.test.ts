import { expect, test } from 'vitest'
import { aPod, aService, anIstioObject } from '../../testing/objects.ts'
import { listOf, resourcesOf, routesOf } from '../../testing/scene.ts'

// Guarantee: a gateway exposes what Gateways and VirtualServices agree on, at the port its Service maps to.

const gate = { pod: 'gate', namespace: 'istio-system', ip: '127.204.9.1', role: 'router' as const }
const base = [
  aPod({
    name: 'gate',
    namespace: 'istio-system',
    ip: gate.ip,
    labels: { istio: 'ingressgateway' },
    ports: [{ containerPort: 8080, hostPort: 23999, hostIP: '127.0.0.1' }],
  }),
  aService({
    name: 'gate',
    namespace: 'istio-system',
    selector: { istio: 'ingressgateway' },
    ports: [{ name: 'http2', port: 80, targetPort: 8080 }],
  }),
]
const gateway = (hosts: string[], name = 'web') =>
  anIstioObject(
    'Gateway',
    { name },
    {
      selector: { istio: 'ingressgateway' },
      servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts }],
    },
  )
const to = [{ destination: { host: 'reviews', port: { number: 9080 } } }]
const rule = (
  about: { name: string; created?: string; gateways?: string[] },
  hosts: string[],
  http: Record<string, unknown>[] = [{ route: to }],
) => {
  const { name, created = '2026-01-01T00:00:00Z', gateways = ['web'] } = about
  return anIstioObject('VirtualService', { name, created }, { hosts, gateways, http })
}
const hostsOf = (objects: Parameters<typeof resourcesOf>[0]) =>
  listOf(resourcesOf([...base, ...(objects ?? [])], gate).rds.get('http.8080')?.['virtual_hosts']).map(
    ({ name }) => name,
  )

test('binds the target port, at the pod and at the host port', () => {
  expect(resourcesOf([...base, gateway(['*'])], gate).lds.get('0.0.0.0_8080')).toMatchObject({
    address: { socket_address: { address: gate.ip, port_value: 8080 } },
    additional_addresses: [{ address: { socket_address: { address: '127.0.0.1', port_value: 23999 } } }],
  })
})
test('without a VirtualService every host is 404', () => {
  expect(hostsOf([gateway(['*'])])).toEqual(['blackhole:80'])
})
test.each([
  ['the host of both', ['*'], ['shop.example'], ['shop.example:80']],
  ['the narrower one', ['*.example'], ['*'], ['*.example:80']],
  ['hosts that don’t meet', ['a.example'], ['b.example'], ['blackhole:80']],
  ['a namespace that is named', ['shop/shop.example'], ['shop.example'], ['shop.example:80']],
  ['another namespace', ['bank/shop.example'], ['shop.example'], ['blackhole:80']],
  ['the gateway’s own namespace', ['./shop.example'], ['shop.example'], ['shop.example:80']],
])('%s', (...[, gatewayHosts, hosts, expected]) => {
  expect(hostsOf([gateway(gatewayHosts), rule({ name: 'shop' }, hosts)])).toEqual(expected)
})
test('several VirtualServices for one host: oldest first, catch-alls last', () => {
  const objects = [
    ...base,
    gateway(['*']),
    rule(
      { name: 'young', created: '2026-03-01T00:00:00Z' },
      ['shop.example'],
      [{ name: 'young', match: [{ uri: { prefix: '/y' } }], route: to }],
    ),
    rule(
      { name: 'old', created: '2026-02-01T00:00:00Z' },
      ['shop.example'],
      [
        { name: 'old', match: [{ uri: { prefix: '/o' } }], route: to },
        { name: 'rest', route: to },
      ],
    ),
  ]
  expect(routesOf(resourcesOf(objects, gate), 'http.8080', 'shop.example:80').map(({ name }) => name)).toEqual([
    'old',
    'young',
    'rest',
  ])
})
test('a VirtualService for the mesh only is not exposed', () => {
  expect(hostsOf([gateway(['*']), rule({ name: 'inner', gateways: ['mesh'] }, ['shop.example'])])).toEqual([
    'blackhole:80',
  ])
})
test('httpsRedirect sends to TLS', () => {
  const secured = anIstioObject(
    'Gateway',
    { name: 'web' },
    {
      selector: { istio: 'ingressgateway' },
      servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*'], tls: { httpsRedirect: true } }],
    },
  )
  const { rds } = resourcesOf([...base, secured, rule({ name: 'shop' }, ['shop.example'])], gate)
  expect(listOf(rds.get('http.8080')?.['virtual_hosts'])[0]).toMatchObject({ require_tls: 'ALL' })
})
