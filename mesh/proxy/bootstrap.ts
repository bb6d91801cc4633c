import { accessLogSecret } from './access-log-secret.ts'
import { staticClusters } from './clusters.ts'
import { extension, type Json, type JsonObject } from './json.ts'
import { workloadIdentity } from './telemetry/workload-identity.ts'
import { statsConfig } from './stats-config.ts'
import { adminListeners } from './admin-listeners.ts'

export interface HostAndPort {
  readonly host: string
  readonly port: number
}

export interface ProxyBootstrapInput {
  readonly role: 'sidecar' | 'router'
  readonly podIp: string
  readonly appAddress: string
  readonly name: string
  readonly namespace: string
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly serviceAccount: string
  readonly workloadName: string
  readonly node: { readonly region: string; readonly zone: string }
  /** Cluster id, `Kubernetes` for a single cluster. */
  readonly cluster: string
  /** TLS address of the control plane. */
  readonly xdsAddress: HostAndPort
  /** PEM file of the mesh's root certificate. */
  readonly rootCertPath: string
  /** The pod's service account token (audience istio-ca); the rendered file is a secret, mode 0600. */
  readonly token: string
  readonly otlpAddress: HostAndPort
  readonly accessLogAddress: HostAndPort
}

/** DNS name that the control plane's certificate must carry. */
export const controlPlaneName = 'istiod.istio-system.svc'

/** Envoy's bootstrap for one pod: who it is, where its configuration comes from, and its own static listeners. */
export function proxyBootstrap(input: ProxyBootstrapInput): JsonObject {
  return {
    node: node(input),
    admin: {
      address: socketAddress({ host: input.podIp, port: 15000 }),
      // Every local process reaches the pod's loopback: what is not listed is not served. A config dump would show the token.
      allow_paths: adminPaths.map((prefix) => ({ prefix })),
    },
    dynamic_resources: dynamicResources(input.token),
    static_resources: {
      clusters: [
        xdsCluster(input),
        grpcCluster(staticClusters.otlp, input.otlpAddress),
        grpcCluster(staticClusters.accessLog, input.accessLogAddress, accessLogSecret(input.token)),
        cluster(staticClusters.admin, { host: input.podIp, port: 15000 }),
      ],
      listeners: adminListeners(input.podIp),
    },
    // Spans wait a second to be sent, not Envoy's five: a trace is looked for right after its request.
    layered_runtime: {
      layers: [{ name: 'static', static_layer: { 'tracing.opentelemetry.flush_interval_ms': 1000 } }],
    },
    stats_config: statsConfig(input.annotations),
    // Histograms are as old as the last flush; counters are not. A label combination unused for so long is dropped.
    stats_flush_interval: '1s',
    stats_eviction_interval: '1800s',
  }
}

const adminPaths = ['/ready', '/stats', '/clusters', '/listeners', '/server_info', '/certs', '/drain_listeners']

function node(input: ProxyBootstrapInput): JsonObject {
  const { role, podIp, name, namespace, labels, cluster: clusterId, workloadName } = input
  const { canonicalService } = workloadIdentity({ workloadName, namespace, labels, cluster: clusterId })
  return {
    id: `${role}~${podIp}~${name}.${namespace}~${namespace}.svc.cluster.local`,
    cluster: `${canonicalService}.${namespace}`,
    locality: { region: input.node.region, zone: input.node.zone },
    metadata: {
      NAME: name,
      NAMESPACE: namespace,
      INSTANCE_IPS: podIp,
      APP_ADDRESS: input.appAddress,
      LABELS: { ...labels },
      ANNOTATIONS: { ...input.annotations },
      CLUSTER_ID: clusterId,
      NETWORK: labels['topology.istio.io/network'] ?? '',
      SERVICE_ACCOUNT: input.serviceAccount,
      WORKLOAD_NAME: workloadName,
      OWNER: `kubernetes://apis/apps/v1/namespaces/${namespace}/deployments/${workloadName}`,
      MESH_ID: 'cluster.local',
      INTERCEPTION_MODE: 'NONE',
      PROXY_CONFIG: { discoveryAddress: `${controlPlaneName}:15012` },
    },
  }
}

function dynamicResources(token: string): JsonObject {
  const fromAds: Json = { ads: {}, resource_api_version: 'V3', initial_fetch_timeout: '0s' }
  return {
    lds_config: fromAds,
    cds_config: fromAds,
    ads_config: {
      api_type: 'GRPC',
      transport_api_version: 'V3',
      set_node_on_first_message_only: true,
      grpc_services: [
        {
          envoy_grpc: {
            cluster_name: staticClusters.xds,
            // Envoy's own maximum is 30 s; a control plane that came back must be found soon, and a refused dial is cheap.
            retry_policy: { retry_back_off: { base_interval: '0.25s', max_interval: '1s' } },
          },
          initial_metadata: [{ key: 'authorization', value: `Bearer ${token}` }],
        },
      ],
    },
  }
}

function xdsCluster(input: ProxyBootstrapInput): JsonObject {
  return {
    ...grpcCluster(staticClusters.xds, input.xdsAddress),
    transport_socket: {
      name: 'envoy.transport_sockets.tls',
      typed_config: extension('envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext', {
        sni: controlPlaneName,
        common_tls_context: {
          alpn_protocols: ['h2'],
          tls_params: { tls_minimum_protocol_version: 'TLSv1_2' },
          validation_context: {
            trusted_ca: { filename: input.rootCertPath },
            match_typed_subject_alt_names: [{ san_type: 'DNS', matcher: { exact: controlPlaneName } }],
          },
        },
      }),
    },
  }
}

/** A cluster for gRPC over plain HTTP/2; with a `secret` every call carries it as its bearer. */
function grpcCluster(name: string, address: HostAndPort, secret?: string): JsonObject {
  return {
    ...cluster(name, address),
    typed_extension_protocol_options: {
      'envoy.extensions.upstreams.http.v3.HttpProtocolOptions': extension(
        'envoy.extensions.upstreams.http.v3.HttpProtocolOptions',
        {
          explicit_http_config: {
            // A peer that vanished without closing is noticed after 10 + 5 s at most.
            http2_protocol_options: { connection_keepalive: { interval: '10s', timeout: '5s' } },
          },
          ...(secret !== undefined && { http_filters: bearerFilters(secret) }),
        },
      ),
    },
  }
}

function bearerFilters(secret: string): JsonObject[] {
  const header = { key: 'authorization', value: `Bearer ${secret}` }
  return [
    {
      name: 'envoy.filters.http.header_mutation',
      typed_config: extension('envoy.extensions.filters.http.header_mutation.v3.HeaderMutation', {
        mutations: { request_mutations: [{ append: { header, append_action: 'OVERWRITE_IF_EXISTS_OR_ADD' } }] },
      }),
    },
    {
      name: 'envoy.filters.http.upstream_codec',
      typed_config: extension('envoy.extensions.filters.http.upstream_codec.v3.UpstreamCodec', {}),
    },
  ]
}

function cluster(name: string, address: HostAndPort): JsonObject {
  return {
    name,
    type: 'STATIC',
    connect_timeout: '1s',
    load_assignment: {
      cluster_name: name,
      endpoints: [{ lb_endpoints: [{ endpoint: { address: socketAddress(address) } }] }],
    },
  }
}

function socketAddress({ host, port }: HostAndPort): JsonObject {
  return { socket_address: { address: host, port_value: port } }
}
