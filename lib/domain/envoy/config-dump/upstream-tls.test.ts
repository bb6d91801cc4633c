import { describe, expect, test } from 'vitest'
import { upstreamTls } from './upstream-tls.ts'

const host = 'cart.shop.svc.cluster.local'
const tls = (sni: string | undefined, alpn: readonly string[], own: boolean) => ({
  typed_config: {
    '@type': 'type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext',
    ...(sni === undefined ? {} : { sni }),
    common_tls_context: {
      alpn_protocols: alpn,
      ...(own ? { tls_certificate_sds_secret_configs: [{ name: 'default' }] } : {}),
    },
  },
})
const raw = {
  typed_config: { '@type': 'type.googleapis.com/envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer' },
}
const cluster = (subset: string, rest: Record<string, unknown>) => ({
  cluster: { name: `outbound|9080|${subset}|${host}`, ...rest },
})
const dumpOf = (...dynamic: unknown[]) => ({
  configs: [{ '@type': 'type.googleapis.com/envoy.admin.v3.ClustersConfigDump', dynamic_active_clusters: dynamic }],
})
const mutual = {
  transport_socket_matches: [
    { transport_socket: tls('sni-of-cart', ['istio', 'h2'], true) },
    { transport_socket: raw },
  ],
}
const simple = { transport_socket: tls(undefined, ['h2'], false) }
const offered = { serverName: 'sni-of-cart', protocols: ['istio', 'h2'] }

describe('E11: what a caller offers', () => {
  test('is the server name and the protocols of the socket that Istio picks', () => {
    expect(upstreamTls(dumpOf(cluster('', mutual)), { host, subset: null })).toEqual(offered)
  })
  test('is that of the version where it has one of its own, else that of the host', () => {
    const dump = dumpOf(cluster('', mutual), cluster('v2', simple))
    expect(upstreamTls(dump, { host, subset: 'v2' })).toEqual({ serverName: null, protocols: ['h2'] })
    expect(upstreamTls(dump, { host, subset: 'v1' })).toEqual(offered)
  })
  test.each([
    ['no cluster of the host', dumpOf()],
    ['plain text only', dumpOf(cluster('', { transport_socket: raw }))],
    ['no dump at all', null],
  ])('is nothing with %s', (_, dump) => {
    expect(upstreamTls(dump, { host, subset: null })).toBeNull()
  })
})
