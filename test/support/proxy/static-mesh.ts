import { proxyBootstrap } from '../../../mesh/proxy/bootstrap.ts'
import { extension, type JsonObject } from '../../../mesh/proxy/json.ts'
import { httpAccessLogOptions, httpAccessLogs, tcpAccessLogs } from '../../../mesh/proxy/telemetry/access-logs.ts'
import { grpcStatsFilter } from '../../../mesh/proxy/telemetry/grpc-stats-filter.ts'
import {
  catchAllMetadata,
  clusterMetadata,
  endpointMetadata,
  type CatchAllName,
} from '../../../mesh/proxy/telemetry/metadata.ts'
import { peerHeader, peerHeaderFilter, peerHeaderToAdd } from '../../../mesh/proxy/telemetry/peer-header.ts'
import type { Reporter } from '../../../mesh/proxy/telemetry/reporter.ts'
import { tracing } from '../../../mesh/proxy/telemetry/tracing.ts'
import type { ServiceIdentity, WorkloadIdentity } from '../../../mesh/proxy/telemetry/workload-identity.ts'
import type { KeyPairPem } from './certificates.ts'
import type { LoopbackPod } from './loopback-pods.ts'

/** Stands for every test pod's token. */
export const testPodToken = 'a-pods-token'

// The smallest static configuration that uses our builders as the control plane does: an outbound listener per service,
// an inbound listener with one chain for mutual TLS and one for plaintext.

export interface TestPod {
  readonly pod: LoopbackPod
  readonly identity: WorkloadIdentity
  readonly keyPair: KeyPairPem
  readonly rootPem: string
}

export type Protocol = 'http' | 'grpc' | 'tcp'

export interface Called {
  readonly service: ServiceIdentity
  readonly port: number
  readonly protocol: Protocol
  /** Address where the caller's proxy listens. */
  readonly listenAddress: string
  readonly endpoint:
    { readonly address: string; readonly identity: WorkloadIdentity; readonly hasProxy: boolean } | undefined
  readonly mutualTls: boolean
  /** Set when the destination is a catch-all and no service. */
  readonly catchAll?: CatchAllName
  /** Routes of the virtual host in place of one to the cluster. */
  readonly routes?: readonly JsonObject[]
}

export interface Served {
  readonly service: ServiceIdentity
  readonly port: number
  readonly protocol: Protocol
}

/** Bootstrap of a test pod with static listeners and clusters in place of the control plane. */
export function staticBootstrap(
  self: TestPod,
  parts: {
    calls?: readonly Called[]
    serves?: readonly Served[]
    accessLogPort: number
    otlpPort?: number
    role?: 'sidecar' | 'router'
  },
): JsonObject {
  const { calls = [], serves = [], accessLogPort, otlpPort = 9, role = 'sidecar' } = parts
  const base = proxyBootstrap({
    role,
    podIp: self.pod.podIp,
    appAddress: self.pod.appAddress,
    name: `${self.identity.workload}-0`,
    namespace: self.identity.namespace,
    labels: { app: self.identity.app, version: self.identity.version },
    annotations: {},
    serviceAccount: self.identity.workload,
    workloadName: self.identity.workload,
    node: { region: 'local', zone: 'zone-a' },
    cluster: self.identity.cluster,
    xdsAddress: { host: '127.0.0.1', port: 9 },
    rootCertPath: '/dev/null',
    token: testPodToken,
    otlpAddress: { host: '127.0.0.1', port: otlpPort },
    accessLogAddress: { host: '127.0.0.1', port: accessLogPort },
  })
  const { dynamic_resources: _dynamic, static_resources, ...rest } = base
  const { clusters, listeners } = asResources(static_resources)
  return {
    ...rest,
    static_resources: {
      clusters: [
        ...clusters.filter((cluster) => cluster['name'] !== 'xds-grpc'),
        ...calls.map((call) => outboundCluster(self, call)),
        ...serves.map((served) => inboundCluster(self, served)),
      ],
      listeners: [
        ...listeners,
        ...calls.map((call) => outboundListener(self, call, role)),
        ...serves.map((served) => inboundListener(self, served)),
      ],
    },
  }
}

/** Guarantee: only called with what `proxyBootstrap` built. */
function asResources(value: unknown): { clusters: JsonObject[]; listeners: JsonObject[] } {
  return value as { clusters: JsonObject[]; listeners: JsonObject[] }
}

export const clusterName = ({ service, port }: Called): string => `outbound|${port}||${service.host}`

function outboundCluster(self: TestPod, call: Called): JsonObject {
  const name = clusterName(call)
  const { endpoint } = call
  return {
    name,
    type: 'STATIC',
    connect_timeout: '1s',
    metadata: call.catchAll === undefined ? clusterMetadata(call.service) : catchAllMetadata(call.catchAll),
    ...(call.protocol === 'grpc' && http2),
    load_assignment: {
      cluster_name: name,
      endpoints:
        endpoint === undefined
          ? []
          : [
              {
                lb_endpoints: [
                  {
                    endpoint: { address: address(endpoint.address, call.port) },
                    metadata: endpointMetadata({ ...endpoint, mutualTls: call.mutualTls }),
                  },
                ],
              },
            ],
    },
    ...(call.mutualTls && {
      transport_socket: tlsSocket('UpstreamTlsContext', self, call.protocol === 'grpc' ? ['h2'] : ['http/1.1']),
    }),
  }
}

function outboundListener(self: TestPod, call: Called, role: 'sidecar' | 'router'): JsonObject {
  const reporter: Reporter = { reporter: 'source', role, self: self.identity }
  const name = `outbound_${call.listenAddress}_${call.port}`
  const routes = call.routes ?? [
    { name: 'default', match: { prefix: '/' }, route: { cluster: clusterName(call), timeout: '0s' } },
  ]
  const filter =
    call.protocol === 'tcp'
      ? tcpProxy(name, clusterName(call), reporter)
      : httpManager(self, {
          name,
          reporter,
          role,
          routeConfig: {
            name: `${call.port}`,
            request_headers_to_add: [peerHeaderToAdd(self.identity)],
            virtual_hosts: [
              {
                name: `${call.service.host}:${call.port}`,
                domains: [call.service.name, call.service.host],
                ...(call.catchAll === undefined && { metadata: clusterMetadata(call.service) }),
                routes: [...routes],
              },
            ],
            ignore_port_in_host_matching: true,
          },
        })
  return { name, address: address(call.listenAddress, call.port), filter_chains: [{ filters: [filter] }] }
}

function inboundCluster(self: TestPod, served: Served): JsonObject {
  const name = `inbound|${served.port}||`
  return {
    name,
    type: 'STATIC',
    connect_timeout: '1s',
    ...(served.protocol === 'grpc' && http2),
    load_assignment: {
      cluster_name: name,
      endpoints: [{ lb_endpoints: [{ endpoint: { address: address(self.pod.appAddress, served.port) } }] }],
    },
  }
}

function inboundListener(self: TestPod, served: Served): JsonObject {
  const name = `inbound_${self.pod.podIp}_${served.port}`
  return {
    name,
    address: address(self.pod.podIp, served.port),
    listener_filters: [
      {
        name: 'envoy.filters.listener.tls_inspector',
        typed_config: extension('envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector', {}),
      },
    ],
    filter_chains: [
      {
        filter_chain_match: { transport_protocol: 'tls' },
        transport_socket: tlsSocket('DownstreamTlsContext', self, ['h2', 'http/1.1']),
        filters: [inboundFilter(self, served, 'mutual_tls')],
      },
      { filter_chain_match: { transport_protocol: 'raw_buffer' }, filters: [inboundFilter(self, served, 'none')] },
    ],
  }
}

function inboundFilter(self: TestPod, served: Served, connectionSecurity: 'mutual_tls' | 'none'): JsonObject {
  const reporter: Reporter = {
    reporter: 'destination',
    self: self.identity,
    service: served.service,
    connectionSecurity,
  }
  const name = `inbound|${served.port}||`
  if (served.protocol === 'tcp') return tcpProxy(name, name, reporter)
  return httpManager(self, {
    name,
    reporter,
    role: 'sidecar',
    routeConfig: {
      name,
      request_headers_to_remove: [peerHeader],
      virtual_hosts: [
        {
          name: `inbound|http|${served.port}`,
          domains: ['*'],
          routes: [{ name: 'default', match: { prefix: '/' }, route: { cluster: name, timeout: '0s' } }],
        },
      ],
    },
  })
}

function tcpProxy(statPrefix: string, cluster: string, reporter: Reporter): JsonObject {
  const type = 'envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy'
  return {
    name: 'envoy.filters.network.tcp_proxy',
    typed_config: extension(type, { stat_prefix: statPrefix, cluster, ...tcpAccessLogs(reporter) }),
  }
}

interface HttpManager {
  readonly name: string
  readonly reporter: Reporter
  readonly role: 'sidecar' | 'router'
  readonly routeConfig: JsonObject
}

function httpManager(self: TestPod, { name, reporter, role, routeConfig }: HttpManager): JsonObject {
  const peerFilters = reporter.reporter === 'destination' ? [peerHeaderFilter()] : []
  const router = extension('envoy.extensions.filters.http.router.v3.Router', {})
  return {
    name: 'envoy.filters.network.http_connection_manager',
    typed_config: extension('envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager', {
      stat_prefix: name,
      access_log: httpAccessLogs(reporter),
      access_log_options: httpAccessLogOptions,
      tracing: tracing({ identity: self.identity, role, podName: `${self.identity.workload}-0`, samplingPercent: 100 }),
      route_config: routeConfig,
      stream_idle_timeout: '0s',
      http_filters: [...peerFilters, grpcStatsFilter(), { name: 'envoy.filters.http.router', typed_config: router }],
    }),
  }
}

const http2: JsonObject = {
  typed_extension_protocol_options: {
    'envoy.extensions.upstreams.http.v3.HttpProtocolOptions': extension(
      'envoy.extensions.upstreams.http.v3.HttpProtocolOptions',
      { explicit_http_config: { http2_protocol_options: {} } },
    ),
  },
}

function tlsSocket(kind: 'UpstreamTlsContext' | 'DownstreamTlsContext', self: TestPod, alpn: string[]): JsonObject {
  return {
    name: 'envoy.transport_sockets.tls',
    typed_config: extension(`envoy.extensions.transport_sockets.tls.v3.${kind}`, {
      ...(kind === 'DownstreamTlsContext' && { require_client_certificate: true }),
      common_tls_context: {
        alpn_protocols: alpn,
        tls_certificates: [
          {
            certificate_chain: { inline_string: self.keyPair.certificate },
            private_key: { inline_string: self.keyPair.key },
          },
        ],
        validation_context: { trusted_ca: { inline_string: self.rootPem } },
      },
    }),
  }
}

function address(host: string, port: number): JsonObject {
  return { socket_address: { address: host, port_value: port } }
}
