import type { GatewayServer } from '../../../lib/domain/istio/gateway.ts'
import type { Proxy } from '../registry/proxy.ts'
import { matchesLabels } from '../registry/services.ts'
import type { Snapshot } from '../snapshot.ts'
import { servicesSelecting, targetNumber } from './inbound-ports.ts'

export interface BoundServer {
  /** `NAMESPACE/NAME` of the Gateway. */
  readonly gateway: string
  readonly namespace: string
  readonly server: GatewayServer
}

/** One port of a gateway's pod and every server of every Gateway on it, oldest Gateway first. */
export interface GatewayPort {
  /** Port the proxy binds: the target port of its Service where they differ. */
  readonly number: number
  readonly servers: readonly BoundServer[]
}

/** Servers of the Gateways that select a proxy, by the port it binds for them. */
export function gatewayServers(snapshot: Snapshot, proxy: Proxy): GatewayPort[] {
  const services = servicesSelecting(snapshot.services, proxy)
  const numberOf = ({ port }: GatewayServer): number => {
    const servicePort = services.flatMap(({ ports }) => ports).find(({ number }) => number === port.number)
    return (servicePort && targetNumber(servicePort, proxy)) ?? port.number
  }
  const ports = new Map<number, BoundServer[]>()
  for (const { metadata, spec } of snapshot.gateways) {
    if (!matchesLabels(spec.selector ?? {}, proxy.labels)) continue
    const namespace = metadata.namespace ?? 'default'
    for (const server of spec.servers) {
      const bound = { gateway: `${namespace}/${metadata.name}`, namespace, server }
      ports.set(numberOf(server), [...(ports.get(numberOf(server)) ?? []), bound])
    }
  }
  return [...ports].map(([number, servers]) => ({ number, servers })).toSorted((a, b) => a.number - b.number)
}
