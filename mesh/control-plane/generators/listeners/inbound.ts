import { peerHeader } from '../../../proxy/telemetry/peer-header.ts'
import type { DestinationReporter } from '../../../proxy/telemetry/reporter.ts'
import type { JsonObject } from '../../envoy-json.ts'
import { modeOfPort, type EffectiveMode } from '../../registry/peer-authentication.ts'
import { isHttp, isHttp2 } from '../../registry/protocol.ts'
import type { InboundPort } from '../inbound-ports.ts'
import { inboundCluster } from '../names.ts'
import { downstreamMutualTls, istioAlpn } from '../tls-contexts.ts'
import type { ProxyView } from '../view.ts'
import { httpConnectionManager } from './http-connection-manager.ts'
import { listener } from './listener.ts'
import { tcpProxy } from './tcp-proxy.ts'

/** What one inbound filter chain takes: how its connections are secured, and whether they carry HTTP. */
interface Chain {
  readonly secured: 'mutual' | 'plain' | 'opaque'
  readonly reads: 'http' | 'tcp'
  /** ALPNs that choose the chain; empty for any. */
  readonly alpn: readonly string[]
}

const httpText = ['http/1.1', 'h2c']
const allIstio = [...istioAlpn.http, ...istioAlpn.tcp]

/** The listener for one port of a proxy's app, with one filter chain per kind of connection that its mTLS mode admits. */
export function inboundListener(view: ProxyView, port: InboundPort): JsonObject {
  const mode = view.hasIdentity ? modeOfPort(view.inbound, port.number) : 'DISABLE'
  const chains = inboundChains(port, mode)
  return listener({
    binding: view.addressing.inbound(view.proxy, port.number),
    direction: 'INBOUND',
    filterChains: chains.map((chain) => filterChain(view, port, chain)),
    inspects: {
      tls: mode !== 'DISABLE',
      http: chains.some(({ secured, alpn }) => secured === 'plain' && alpn.length > 0),
    },
  })
}

/** Chains in Istio's order: its own TLS first, then plain, then the app's TLS untouched. */
function inboundChains({ protocol }: InboundPort, mode: EffectiveMode): Chain[] {
  const kind = protocol === 'auto' ? 'auto' : isHttp(protocol) ? 'http' : 'tcp'
  switch (kind) {
    case 'auto':
      return [...mutualAuto(mode), ...plainAuto(mode)]
    case 'http':
      return [...mutual('http', mode), ...(mode === 'STRICT' ? [] : [plain('http')])]
    case 'tcp':
      return [
        ...mutual('tcp', mode),
        ...(mode === 'PERMISSIVE' ? [opaque] : []),
        ...(mode === 'STRICT' ? [] : [plain('tcp')]),
      ]
  }
}

const opaque: Chain = { secured: 'opaque', reads: 'tcp', alpn: [] }
const plain = (reads: Chain['reads'], alpn: readonly string[] = []): Chain => ({ secured: 'plain', reads, alpn })

function mutual(reads: Chain['reads'], mode: EffectiveMode): Chain[] {
  switch (mode) {
    case 'DISABLE':
      return []
    case 'STRICT':
      return [{ secured: 'mutual', reads, alpn: [] }]
    case 'PERMISSIVE':
      return [{ secured: 'mutual', reads, alpn: allIstio }]
  }
}

function mutualAuto(mode: EffectiveMode): Chain[] {
  if (mode === 'DISABLE') return []
  return [
    { secured: 'mutual', reads: 'http', alpn: istioAlpn.http },
    { secured: 'mutual', reads: 'tcp', alpn: mode === 'STRICT' ? [] : istioAlpn.tcp },
  ]
}

function plainAuto(mode: EffectiveMode): Chain[] {
  if (mode === 'STRICT') return []
  return [plain('http', httpText), plain('tcp'), ...(mode === 'PERMISSIVE' ? [opaque] : [])]
}

function filterChain(view: ProxyView, port: InboundPort, chain: Chain): JsonObject {
  return {
    name: `${chain.secured}-${chain.reads}`,
    filter_chain_match: chainMatch(chain),
    filters: [chain.reads === 'http' ? httpFilter(view, port, chain) : tcpFilter(view, port, chain)],
    ...(chain.secured === 'mutual' && { transport_socket: serverSocket(view, port, chain) }),
  }
}

function chainMatch({ secured, alpn }: Chain): JsonObject {
  return {
    transport_protocol: secured === 'plain' ? 'raw_buffer' : 'tls',
    ...(alpn.length > 0 && { application_protocols: alpn }),
  }
}

function serverSocket({ snapshot }: ProxyView, { protocol }: InboundPort, { reads }: Chain): JsonObject {
  const { trustDomain, trustDomainAliases } = snapshot.config
  const http = isHttp2(protocol) ? ['h2'] : ['h2', 'http/1.1']
  return downstreamMutualTls({
    trustDomains: [trustDomain, ...trustDomainAliases],
    alpn: reads === 'http' ? http : ['istio-peer-exchange', 'h2', 'http/1.1'],
  })
}

function reporterOf({ proxy }: ProxyView, { service }: InboundPort, { secured }: Chain): DestinationReporter {
  const connectionSecurity = secured === 'mutual' ? 'mutual_tls' : 'none'
  return { reporter: 'destination', self: proxy.identity, service, connectionSecurity }
}

function httpFilter(view: ProxyView, port: InboundPort, chain: Chain): JsonObject {
  const { number } = port
  return httpConnectionManager(view, {
    statPrefix: `inbound_${number}`,
    direction: 'inbound',
    reporter: reporterOf(view, port, chain),
    routes: { inline: inboundRoutes(port) },
  })
}

function inboundRoutes({ number, service, protocol }: InboundPort): JsonObject {
  const operation = `${service?.host ?? 'app'}:${number}/*`
  const retries = protocol === 'grpc' ? {} : { retry_policy: { retry_on: 'reset-before-request', num_retries: 2 } }
  return {
    name: inboundCluster(number),
    validate_clusters: false,
    request_headers_to_remove: [peerHeader],
    virtual_hosts: [
      {
        name: `inbound|http|${number}`,
        domains: ['*'],
        routes: [
          {
            name: 'default',
            match: { prefix: '/' },
            route: { cluster: inboundCluster(number), timeout: '0s', ...retries },
            decorator: { operation },
          },
        ],
      },
    ],
  }
}

function tcpFilter(view: ProxyView, port: InboundPort, chain: Chain): JsonObject {
  return tcpProxy(view, {
    statPrefix: inboundCluster(port.number),
    target: { cluster: inboundCluster(port.number) },
    reporter: reporterOf(view, port, chain),
  })
}
