import type { JsonObject } from '../../envoy-json.ts'
import { isServedProtocol } from '../../registry/gateway-problems.ts'
import type { GatewayPort } from '../gateway-servers.ts'
import { gatewayRouteName } from '../rds.ts'
import type { ProxyView } from '../view.ts'
import { httpConnectionManager } from './http-connection-manager.ts'
import { listener } from './listener.ts'

/** The listener of one port of a gateway. Other servers than those over plain HTTP are not served on it; the snapshot's problems name them. */
export function gatewayListener(view: ProxyView, port: GatewayPort): JsonObject[] {
  if (!port.servers.some(({ server }) => isServedProtocol(server.port.protocol))) return []
  const binding = view.addressing.gateway(view.proxy, port.number)
  const filter = httpConnectionManager(view, {
    statPrefix: `outbound_0.0.0.0_${port.number}`,
    direction: 'gateway',
    reporter: { reporter: 'source', role: 'router', self: view.proxy.identity },
    routes: { rds: gatewayRouteName(port.number) },
  })
  return [
    listener({
      binding,
      direction: 'OUTBOUND',
      filterChains: [{ filters: [filter] }],
      inspects: { tls: false, http: false },
    }),
  ]
}
