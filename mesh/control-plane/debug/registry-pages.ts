import type { Snapshot } from '../snapshot.ts'
import { endpointKey } from '../registry/endpoints.ts'

/** Services as the mesh knows them, for /debug/registryz. */
export function registryPage({ services }: Snapshot): unknown[] {
  return services.map((service) => ({
    hostname: service.host,
    name: service.name,
    namespace: service.namespace,
    origin: service.origin,
    addresses: service.addresses,
    serviceIndex: service.serviceIndex ?? null,
    resolution: service.resolution,
    meshExternal: service.meshExternal,
    exportTo: service.exportTo,
    ports: service.ports.map(({ number, name, protocol, targetPort }) => ({
      port: number,
      name,
      protocol,
      targetPort,
    })),
  }))
}

/** Endpoints per service port, for /debug/endpointz. */
export function endpointPage({ services, endpoints }: Snapshot): unknown[] {
  return services.flatMap((service) =>
    service.ports.map((port) => ({
      svc: endpointKey(service.host, port.number),
      ep: (endpoints.get(endpointKey(service.host, port.number)) ?? []).map((endpoint) => ({
        address: endpoint.address,
        port: endpoint.port,
        health: endpoint.health,
        workload: endpoint.identity.workload,
        namespace: endpoint.namespace,
        serviceAccount: endpoint.serviceAccount,
        labels: endpoint.labels,
        locality: [endpoint.locality.region, endpoint.locality.zone, endpoint.locality.subzone]
          .filter(Boolean)
          .join('/'),
        tlsMode: endpoint.hasProxy ? 'istio' : 'disabled',
      })),
    })),
  )
}
