import { describe, expect, test } from 'vitest'
import { textOf } from '../envoy-json.ts'
import { anIstioObject, anObject } from '../testing/objects.ts'
import { listOf, resourcesOf } from '../testing/scene.ts'

// Guarantee: listeners bind the pod's own addresses, and inbound chains admit exactly what the mTLS mode says.

const server = { pod: 'reviews-v1', ip: '127.204.2.1' }
const policy = (mode: string) => anIstioObject('PeerAuthentication', { name: 'default' }, { mtls: { mode } })

function chains(port: number, mode: string) {
  const listener = resourcesOf([policy(mode)], server).lds.get(`inbound_127.204.2.1_${port}`)
  return listOf(listener?.['filter_chains']).map(({ name, filter_chain_match: match }) => {
    const text = JSON.stringify(match)
    return `${textOf(name)} ${text.includes('raw_buffer') ? 'raw' : 'tls'}${text.includes('application_protocols') ? '+alpn' : ''}`
  })
}

describe('inbound', () => {
  test.each([
    ['HTTP', 9080, 'PERMISSIVE', ['mutual-http tls+alpn', 'plain-http raw']],
    ['HTTP', 9080, 'STRICT', ['mutual-http tls']],
    ['HTTP', 9080, 'DISABLE', ['plain-http raw']],
    ['TCP', 7000, 'PERMISSIVE', ['mutual-tcp tls+alpn', 'opaque-tcp tls', 'plain-tcp raw']],
    ['TCP', 7000, 'STRICT', ['mutual-tcp tls']],
    ['TCP', 7000, 'DISABLE', ['plain-tcp raw']],
    [
      'undeclared',
      7100,
      'PERMISSIVE',
      ['mutual-http tls+alpn', 'mutual-tcp tls+alpn', 'plain-http raw+alpn', 'plain-tcp raw', 'opaque-tcp tls'],
    ],
    ['undeclared', 7100, 'STRICT', ['mutual-http tls+alpn', 'mutual-tcp tls']],
    ['undeclared', 7100, 'DISABLE', ['plain-http raw+alpn', 'plain-tcp raw']],
  ])('%s port %i, %s', (...[, port, mode, expected]) => expect(chains(port, mode)).toEqual(expected))

  test('binds the pod address and sends to the app beside it', () => {
    const { lds, cds } = resourcesOf([], server)
    expect(lds.get('inbound_127.204.2.1_9080')).toMatchObject({
      address: { socket_address: { address: '127.204.2.1', port_value: 9080 } },
    })
    expect(JSON.stringify(cds.get('inbound|9080||'))).toContain('"address":"127.204.2.2","port_value":9080')
  })
  test('without identity only plain chains are left', () => {
    const { lds } = resourcesOf([policy('STRICT')], { ...server, hasIdentity: false })
    expect(JSON.stringify([...lds.values()])).not.toContain('tls.v3')
  })
})

describe('outbound', () => {
  test('one listener per service port at the pod’s own view of the service', () => {
    expect([...resourcesOf().lds.keys()]).toEqual(
      [9080, 9090, 7000, 7100].map((port) => `outbound_127.204.1.10_${port}`),
    )
  })
  test('an undeclared port is sniffed and still passes other bytes', () => {
    const listener = resourcesOf().lds.get('outbound_127.204.1.10_7100')
    expect(listOf(listener?.['listener_filters']).map(({ name }) => name)).toEqual([
      'envoy.filters.listener.tls_inspector',
      'envoy.filters.listener.http_inspector',
    ])
    expect(listOf(listener?.['filter_chains'])).toHaveLength(2)
    expect(JSON.stringify(listener?.['default_filter_chain'])).toContain('tcp_proxy')
  })
  test('weighted TCP goes to both subsets', () => {
    const rule = anIstioObject(
      'VirtualService',
      { name: 'data' },
      {
        hosts: ['reviews'],
        tcp: [
          {
            match: [{ port: 7000 }],
            route: [
              { destination: { host: 'reviews', subset: 'v1', port: { number: 7000 } }, weight: 3 },
              { destination: { host: 'reviews', subset: 'v2', port: { number: 7000 } }, weight: 1 },
            ],
          },
        ],
      },
    )
    expect(JSON.stringify(resourcesOf([rule]).lds.get('outbound_127.204.1.10_7000'))).toContain(
      '"weighted_clusters":{"clusters":[{"name":"outbound|7000|v1|reviews.shop.svc.cluster.local","weight":3},{"name":"outbound|7000|v2|reviews.shop.svc.cluster.local","weight":1}]}',
    )
  })
})

describe('mesh settings', () => {
  const config = (mesh: string) =>
    anObject('ConfigMap', { name: 'istio', namespace: 'istio-system' }, { data: { mesh } })
  test('an empty accessLogFile leaves the metrics and takes the lines away', () => {
    const text = JSON.stringify([...resourcesOf([config('accessLogFile: ""')]).lds.values()])
    expect([text.includes('access_loggers.stats'), text.includes('envoy.access_loggers.stdout')]).toEqual([true, false])
  })
  test('REGISTRY_ONLY refuses hosts nobody knows', () => {
    const routes = resourcesOf([config('outboundTrafficPolicy: {mode: REGISTRY_ONLY}')]).rds.get('9080')
    expect(listOf(routes?.['virtual_hosts']).at(-1)).toMatchObject({
      name: 'block_all',
      routes: [{ direct_response: { status: 502 } }],
    })
  })
  test('settings that can not be read leave the defaults in force and name the fault', () => {
    expect(resourcesOf([config('enableAutoMtls: perhaps')]).cds.size).toBeGreaterThan(0)
  })
})
