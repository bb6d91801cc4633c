import type { JsonObject } from '../envoy-json.ts'
import { isHttp } from '../registry/protocol.ts'
import { gatewayVirtualHosts } from './routes/gateway-routes.ts'
import { catchAllVirtualHost, ruleVirtualHost, serviceVirtualHost, withUniqueDomains } from './routes/virtual-hosts.ts'
import type { ProxyView } from './view.ts'

/** Route configuration of all HTTP services on a port. */
export function sidecarRouteName(port: number): string {
  return String(port)
}

/** Route configuration of one service whose port is sniffed. */
export function sniffedRouteName(host: string, port: number): string {
  return `${host}:${port}`
}

/** Route configuration of a gateway's plain HTTP port. */
export function gatewayRouteName(port: number): string {
  return `http.${port}`
}

/** Every route configuration that the proxy's listeners name. */
export function generateRoutes(view: ProxyView): JsonObject[] {
  return view.proxy.role === 'router' ? gatewayRoutes(view) : [...portRoutes(view), ...sniffedRoutes(view)]
}

function portRoutes(view: ProxyView): JsonObject[] {
  const ports = new Set(
    view.services.flatMap((service) =>
      service.ports.filter(({ protocol }) => isHttp(protocol)).map(({ number }) => number),
    ),
  )
  return [...ports]
    .toSorted((a, b) => a - b)
    .map((port) => {
      const services = view.services.filter(({ ports: own }) =>
        own.some((item) => item.number === port && isHttp(item.protocol)),
      )
      const others = view.rules.filter(({ host }) => !view.snapshot.serviceByHost.has(host) && host !== '*')
      return routeConfiguration(sidecarRouteName(port), [
        ...services.map((service) => serviceVirtualHost(view, service, port)),
        ...others.flatMap((rules) => ruleVirtualHost(view, rules, port)),
        catchAllVirtualHost(view),
      ])
    })
}

function sniffedRoutes(view: ProxyView): JsonObject[] {
  return view.services.flatMap((service) =>
    service.ports
      .filter(({ protocol }) => protocol === 'auto')
      .map(({ number }) => {
        const host = serviceVirtualHost(view, service, number)
        return routeConfiguration(sniffedRouteName(service.host, number), [{ ...host, domains: ['*'] }])
      }),
  )
}

function gatewayRoutes(view: ProxyView): JsonObject[] {
  return view.gatewayPorts
    .filter(({ servers }) => servers.some(({ server }) => server.port.protocol.toUpperCase() !== 'HTTPS'))
    .map((port) => routeConfiguration(gatewayRouteName(port.number), gatewayVirtualHosts(view, port)))
}

function routeConfiguration(name: string, virtualHosts: readonly JsonObject[]): JsonObject {
  return {
    name,
    virtual_hosts: withUniqueDomains(virtualHosts),
    // A cluster may arrive a moment later than the route that names it.
    validate_clusters: false,
    ignore_port_in_host_matching: true,
    max_direct_response_body_size_bytes: 1_048_576,
  }
}
