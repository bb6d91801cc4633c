import type { JsonObject } from '../envoy-json.ts'
import { gatewayListener } from './listeners/gateway.ts'
import { inboundListener } from './listeners/inbound.ts'
import { outboundListener } from './listeners/outbound.ts'
import type { ProxyView } from './view.ts'

/** Listeners of one proxy. */
export function generateListeners(view: ProxyView): JsonObject[] {
  if (view.proxy.role === 'router') return view.gatewayPorts.flatMap((port) => gatewayListener(view, port))
  const outbound = view.services.flatMap((service) =>
    service.ports.flatMap((port) => outboundListener(view, service, port)),
  )
  return [...outbound, ...view.inboundPorts.map((port) => inboundListener(view, port))]
}
