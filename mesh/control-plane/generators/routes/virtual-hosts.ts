import { catchAllMetadata, clusterMetadata } from '../../../proxy/telemetry/metadata.ts'
import type { JsonObject } from '../../envoy-json.ts'
import type { MeshService } from '../../registry/model.ts'
import { rulesForHost, type HostRules } from '../../registry/virtual-services.ts'
import { namespaceOf } from '../../registry/virtual-services.ts'
import { blackHoleCluster, passthroughCluster } from '../names.ts'
import type { ProxyView } from '../view.ts'
import { defaultRoute } from './default-route.ts'
import { httpRoutes } from './http-routes.ts'

/** The virtual host of one service on one port. */
export function serviceVirtualHost(view: ProxyView, service: MeshService, port: number): JsonObject {
  const { host, name, namespace, meshExternal } = service
  const governed = rulesForHost(view.rules, host)
  const routes = governed === undefined ? [] : routesOf(view, governed, port)
  return {
    name: `${host}:${port}`,
    domains: domainsOf(view, service),
    routes: routes.length > 0 ? routes : [defaultRoute(service, { view, port, namespace })],
    metadata: clusterMetadata({ host, name, namespace }),
    include_request_attempt_count: true,
    // Labels are for servers of this mesh only.
    ...(!meshExternal && { request_headers_to_add: [view.callerHeader] }),
  }
}

/** The virtual host of a VirtualService's host that is no service. */
export function ruleVirtualHost(view: ProxyView, rules: HostRules, port: number): JsonObject[] {
  const routes = routesOf(view, rules, port)
  if (routes.length === 0) return []
  return [
    {
      name: `${rules.host}:${port}`,
      domains: [rules.host],
      routes,
      include_request_attempt_count: true,
      request_headers_to_add: [view.callerHeader],
    },
  ]
}

function routesOf(view: ProxyView, rules: HostRules, port: number): JsonObject[] {
  const namespace = namespaceOf(rules.virtualService)
  return httpRoutes(rules, { view, port, namespace }).map(({ route }) => route)
}

/** Every name under which an app may ask for a service: full, short where it is unambiguous, and its addresses. */
export function domainsOf(view: ProxyView, service: MeshService): string[] {
  const { host, name, namespace, headless, addresses, origin } = service
  const aliases = view.addressing.hostAliases(view.proxy, service)
  if (origin === 'ServiceEntry') return [host, ...addresses, ...aliases]
  const short = view.proxy.namespace === namespace ? [name] : []
  const names = [...short, `${name}.${namespace}`, `${name}.${namespace}.svc`, host, `${host}.`]
  return [...names, ...(headless ? names.map((domain) => `*.${domain}`) : []), ...addresses, ...aliases]
}

/** What happens to a host nobody knows: passed on, or refused with 502. */
export function catchAllVirtualHost({ outboundMode }: ProxyView): JsonObject {
  const anyHost = { domains: ['*'], include_request_attempt_count: true }
  if (outboundMode === 'ALLOW_ANY')
    return {
      ...anyHost,
      name: 'allow_any',
      routes: [{ name: 'allow_any', match: { prefix: '/' }, route: { cluster: passthroughCluster, timeout: '0s' } }],
    }
  return {
    ...anyHost,
    name: 'block_all',
    metadata: catchAllMetadata(blackHoleCluster),
    routes: [
      {
        name: 'block_all',
        match: { prefix: '/' },
        direct_response: { status: 502 },
        metadata: catchAllMetadata(blackHoleCluster),
      },
    ],
  }
}

/** The same domain in two virtual hosts would void the whole route configuration: the first one keeps it. */
export function withUniqueDomains(hosts: readonly JsonObject[]): JsonObject[] {
  const seen = new Set<string>()
  return hosts.flatMap((host) => {
    const domains = Array.isArray(host['domains']) ? host['domains'].map(String) : []
    const own = domains.filter((domain) => !seen.has(domain.toLowerCase()) && seen.add(domain.toLowerCase()))
    return own.length === 0 ? [] : [{ ...host, domains: own }]
  })
}
