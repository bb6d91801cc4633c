import type { TcpRule, TlsRule } from '../../../../lib/domain/istio/virtual-service.ts'
import type { SourceReporter } from '../../../proxy/telemetry/reporter.ts'
import { extension, type JsonObject } from '../../envoy-json.ts'
import type { MeshService, ServicePort } from '../../registry/model.ts'
import { coversHost } from '../../registry/hosts.ts'
import { isHttp } from '../../registry/protocol.ts'
import { matchesStatically, namespaceOf, rulesForHost, type HostRules } from '../../registry/virtual-services.ts'
import type { Binding } from '../addressing/addressing.ts'
import { outboundCluster } from '../names.ts'
import { sidecarRouteName, sniffedRouteName } from '../rds.ts'
import { destinationCluster, weightedTargets } from '../routes/route-action.ts'
import type { ProxyView } from '../view.ts'
import { httpConnectionManager } from './http-connection-manager.ts'
import { listener } from './listener.ts'
import { tcpProxy, type TcpTarget } from './tcp-proxy.ts'

/** The listener by which a proxy's app reaches one port of a service. */
export function outboundListener(view: ProxyView, service: MeshService, port: ServicePort): JsonObject[] {
  const binding = view.addressing.outbound(view.proxy, service, port)
  if (binding === undefined || port.protocol === 'udp') return []
  const chains = chainsOf(view, service, { port, binding })
  return [listener({ binding, direction: 'OUTBOUND', ...chains })]
}

interface Place {
  readonly port: ServicePort
  readonly binding: Binding
}

function chainsOf(view: ProxyView, service: MeshService, { port, binding }: Place) {
  const { protocol, number } = port
  if (isHttp(protocol)) {
    const filters = [httpFilter(view, binding, sidecarRouteName(number))]
    return { filterChains: [{ filters }], inspects: { tls: false, http: false } }
  }
  const governed = rulesForHost(view.rules, service.host)
  const bySni = governed === undefined ? [] : tlsChains(view, governed, port)
  const other = tcpChain(view, service, { port, governed })
  const isSniffed = protocol === 'auto'
  const chains = [...(isSniffed ? sniffedChains(view, service, { port, binding }) : []), ...bySni]
  if (chains.length === 0) return { filterChains: [other], inspects: { tls: false, http: false } }
  return { filterChains: chains, defaultChain: other, inspects: { tls: true, http: isSniffed } }
}

function sourceReporter({ proxy }: ProxyView): SourceReporter {
  return { reporter: 'source', role: proxy.role, self: proxy.identity }
}

function httpFilter(view: ProxyView, binding: Binding, rds: string): JsonObject {
  return httpConnectionManager(view, {
    statPrefix: `outbound_${binding.address}_${binding.port}`,
    direction: 'outbound',
    reporter: sourceReporter(view),
    routes: { rds },
  })
}

// The server's proxy learns from the ALPN that what it decrypts is HTTP (Istio's own filter does this there).
function sniffedChains(view: ProxyView, service: MeshService, { port, binding }: Place): JsonObject[] {
  const chain = (application_protocols: string[], alpn: string) => ({
    name: `sniffed-${alpn.split(',')[0]}`,
    filter_chain_match: { transport_protocol: 'raw_buffer', application_protocols },
    filters: [
      httpConnectionManager(view, {
        statPrefix: `outbound_${binding.address}_${binding.port}`,
        direction: 'outbound',
        reporter: sourceReporter(view),
        routes: { rds: sniffedRouteName(service.host, port.number) },
        firstFilters: [upstreamAlpn(alpn)],
      }),
    ],
  })
  return [chain(['http/1.0', 'http/1.1'], 'istio-http/1.1,istio,http/1.1'), chain(['h2c'], 'istio-h2,istio,h2')]
}

function upstreamAlpn(protocols: string): JsonObject {
  return extension('envoy.filters.http.set_filter_state', 'envoy.extensions.filters.http.set_filter_state.v3.Config', {
    on_request_headers: [
      {
        object_key: 'envoy.network.application_protocols',
        format_string: { text_format_source: { inline_string: protocols } },
        shared_with_upstream: 'ONCE',
      },
    ],
  })
}

interface TcpPlace {
  readonly port: ServicePort
  readonly governed: HostRules | undefined
}

/** The chain for connections that are nothing else. */
function tcpChain(view: ProxyView, service: MeshService, { port, governed }: TcpPlace): JsonObject {
  const rule = governed && firstTcpRule(view, governed, port.number)
  const own = outboundCluster(port.number, '', service.host)
  const target = (governed && rule && targetOf(view, governed, { route: rule.route ?? [], port: port.number })) ?? {
    cluster: own,
  }
  const statPrefix =
    governed && 'weighted' in target
      ? `${governed.virtualService.metadata.name}.${namespaceOf(governed.virtualService)}`
      : own
  return { filters: [tcpProxy(view, { statPrefix, target, reporter: sourceReporter(view) })] }
}

function firstTcpRule(view: ProxyView, { virtualService }: HostRules, port: number): TcpRule | undefined {
  const place = { client: view.client, port, virtualServiceNamespace: namespaceOf(virtualService) }
  return (virtualService.spec.tcp ?? []).find(
    ({ match = [] }) => match.length === 0 || match.some((condition) => matchesStatically(condition, place)),
  )
}

function tlsChains(view: ProxyView, rules: HostRules, { number, protocol }: ServicePort): JsonObject[] {
  if (protocol !== 'tls' && protocol !== 'auto') return []
  const place = { client: view.client, port: number, virtualServiceNamespace: namespaceOf(rules.virtualService) }
  const taken = new Set<string>()
  return (rules.virtualService.spec.tls ?? []).flatMap((rule) => {
    const names = rule.match
      .filter((condition) => matchesStatically(condition, place))
      .flatMap(({ sniHosts }) => sniHosts)
      .filter((name) => coversHost(rules.host, name) && !taken.has(name) && taken.add(name))
    return names.length === 0 ? [] : [sniChain(view, rules, { names, rule, port: number })]
  })
}

interface SniChain {
  readonly names: readonly string[]
  readonly rule: TlsRule
  readonly port: number
}

function sniChain(view: ProxyView, rules: HostRules, { names, rule, port }: SniChain): JsonObject {
  const target = targetOf(view, rules, { route: rule.route ?? [], port })
  return {
    name: `sni-${names.join(',')}`,
    filter_chain_match: { transport_protocol: 'tls', server_names: names.filter((name) => name !== '*') },
    filters: [tcpProxy(view, { statPrefix: names.join(','), target, reporter: sourceReporter(view) })],
  }
}

interface TargetInput {
  readonly route: NonNullable<TcpRule['route']>
  readonly port: number
}

function targetOf(view: ProxyView, { virtualService }: HostRules, { route, port }: TargetInput): TcpTarget {
  const place = { view, port, namespace: namespaceOf(virtualService) }
  const targets = weightedTargets(route).map(({ item, weight }) => ({
    name: destinationCluster(item.destination, place),
    weight,
  }))
  const [first] = targets
  return first !== undefined && targets.length === 1 ? { cluster: first.name } : { weighted: targets }
}
