import type { ServiceIdentity } from '../../proxy/telemetry/workload-identity.ts'
import type { MeshService, ServicePort } from '../registry/model.ts'
import type { Protocol } from '../registry/protocol.ts'
import type { Proxy } from '../registry/proxy.ts'
import { matchesLabels } from '../registry/services.ts'

/** One port on which a proxy takes traffic for its app. */
export interface InboundPort {
  readonly number: number
  readonly protocol: Protocol
  /** The first Service that selects the pod and port; undefined for a container port no Service names. */
  readonly service: ServiceIdentity | undefined
}

/** Ports of the Services that select a pod, then its container ports that no Service names (sniffed, as in Istio). */
export function inboundPorts(services: readonly MeshService[], proxy: Proxy): InboundPort[] {
  const found = new Map<number, InboundPort>()
  for (const service of servicesSelecting(services, proxy))
    for (const port of service.ports) {
      const number = targetNumber(port, proxy)
      if (number === undefined || port.protocol === 'udp' || found.has(number)) continue
      const { host, name, namespace } = service
      found.set(number, { number, protocol: port.protocol, service: { host, name, namespace } })
    }
  for (const { number, transport } of proxy.ports)
    if (transport !== 'UDP' && !found.has(number)) found.set(number, { number, protocol: 'auto', service: undefined })
  return [...found.values()].toSorted((a, b) => a.number - b.number)
}

/** Services of the proxy's namespace whose selector matches its labels, oldest first. */
export function servicesSelecting(services: readonly MeshService[], proxy: Proxy): MeshService[] {
  return services
    .filter(
      ({ namespace, selector }) =>
        namespace === proxy.namespace && selector !== undefined && matchesLabels(selector, proxy.labels),
    )
    .toSorted((a, b) => (a.created + a.name < b.created + b.name ? -1 : 1))
}

/** A service port's number on the pod; undefined when it names a container port that the pod lacks. */
export function targetNumber({ targetPort }: ServicePort, { ports }: Proxy): number | undefined {
  return typeof targetPort === 'number' ? targetPort : ports.find(({ name }) => name === targetPort)?.number
}
