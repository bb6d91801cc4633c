import type { JsonObject } from '../json.ts'
import type { ServiceIdentity, WorkloadIdentity } from './workload-identity.ts'

/** Namespace of the metadata that our access loggers read, one flat key per label (Envoy's operators can't index lists). */
export const metadataNamespace = 'heddle'

/** The two names that stand for traffic without a known service. */
export type CatchAllName = 'PassthroughCluster' | 'BlackHoleCluster' | 'InboundPassthroughCluster'

export interface EndpointMetadataInput {
  readonly identity: WorkloadIdentity
  /** True when the endpoint's pod runs a proxy; app and version are only known of those, as in Istio. */
  readonly hasProxy: boolean
  /** True when callers must use mutual TLS to this endpoint (its transport socket match). */
  readonly mutualTls: boolean
}

/** Metadata of one LbEndpoint: the labels of its workload, and the transport socket to choose. */
export function endpointMetadata({ identity, hasProxy, mutualTls }: EndpointMetadataInput): JsonObject {
  const { workload, namespace, canonicalService, canonicalRevision, cluster, app, version } = identity
  const labels = {
    workload,
    namespace,
    canonical_service: canonicalService,
    canonical_revision: canonicalRevision,
    cluster,
  }
  return {
    filter_metadata: {
      istio: { workload: [workload, namespace, canonicalService, canonicalRevision, cluster].join(';') },
      [metadataNamespace]: hasProxy ? { ...labels, app, version } : labels,
      ...(mutualTls && { 'envoy.transport_socket_match': { tlsMode: 'istio' } }),
    },
  }
}

/** Metadata of an outbound cluster: the service that it stands for. Give the same to virtual hosts, for requests without a route. */
export function clusterMetadata(service: ServiceIdentity): JsonObject {
  const { host, name, namespace } = service
  return {
    filter_metadata: {
      istio: { services: [{ host, name, namespace }] },
      [metadataNamespace]: { service: host, service_name: name, service_namespace: namespace },
    },
  }
}

/** Metadata of a catch-all cluster (and of the route that stands in for BlackHoleCluster): only a service name. */
export function catchAllMetadata(name: CatchAllName): JsonObject {
  return { filter_metadata: { [metadataNamespace]: { service_name: name } } }
}
