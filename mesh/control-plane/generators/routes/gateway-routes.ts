import type { JsonObject } from '../../envoy-json.ts'
import { coversHost } from '../../registry/hosts.ts'
import { gatewaysOf, namespaceOf, type HostRules } from '../../registry/virtual-services.ts'
import type { BoundServer, GatewayPort } from '../gateway-servers.ts'
import type { ProxyView } from '../view.ts'
import { httpRoutes } from './http-routes.ts'

/** Virtual hosts of a gateway's port: per host the routes of all VirtualServices bound to it, oldest first, catch-alls last. */
export function gatewayVirtualHosts(view: ProxyView, { servers }: GatewayPort): JsonObject[] {
  const port = servers[0]?.server.port.number ?? 0
  const byHost = new Map<string, { rules: HostRules[]; redirectsToTls: boolean }>()
  for (const rules of view.rules)
    for (const bound of servers.filter((item) => serves(item, rules)))
      for (const host of hostsInBoth(bound, rules)) {
        const entry = byHost.get(host) ?? { rules: [], redirectsToTls: false }
        if (!entry.rules.includes(rules)) entry.rules.push(rules)
        entry.redirectsToTls ||= bound.server.tls?.httpsRedirect === true
        byHost.set(host, entry)
      }
  const hosts = [...byHost].map(([host, { rules, redirectsToTls }]) => ({
    name: `${host}:${port}`,
    domains: [host],
    routes: mergedRoutes(view, rules, port),
    include_request_attempt_count: true,
    request_headers_to_add: [view.callerHeader],
    ...(redirectsToTls && { require_tls: 'ALL' }),
  }))
  return hosts.length > 0 ? hosts : [{ name: `blackhole:${port}`, domains: ['*'], routes: [] }]
}

function mergedRoutes(view: ProxyView, rules: readonly HostRules[], port: number): JsonObject[] {
  const routes = rules.flatMap((item) => httpRoutes(item, { view, port, namespace: namespaceOf(item.virtualService) }))
  return [...routes.filter(({ catchAll }) => !catchAll), ...routes.filter(({ catchAll }) => catchAll)].map(
    ({ route }) => route,
  )
}

function serves(bound: BoundServer, rules: HostRules): boolean {
  return gatewaysOf(rules.virtualService).includes(bound.gateway) && hostsInBoth(bound, rules).length > 0
}

function hostsInBoth(bound: BoundServer, rules: HostRules): string[] {
  const found = bound.server.hosts.flatMap((entry) => sharedHost(entry, bound, rules) ?? [])
  return [...new Set(found)]
}

/**
 * The host under which a VirtualService's host appears on one entry (`HOST` or `NAMESPACE/HOST`) of a server: the
 * narrower of the two; undefined when they don't meet.
 */
function sharedHost(
  entry: string,
  { namespace: own }: BoundServer,
  { host, virtualService }: HostRules,
): string | undefined {
  const namespace = namespaceOf(virtualService)
  const [pattern = '', scope] = entry.split('/').toReversed()
  const allowed = scope === undefined || scope === '*' || scope === namespace || (scope === '.' && own === namespace)
  if (!allowed) return undefined
  if (coversHost(pattern, host)) return host
  return coversHost(host, pattern) ? pattern : undefined
}
