import { staticClusters } from '../clusters.ts'
import { extension, type JsonObject } from '../json.ts'
import { grpcReports } from './access-log-filters.ts'
import { commonLabels, packedPeerLabel, tcpPeerFormat, type LabelFormats } from './labels.ts'
import { httpLabels } from './http-labels.ts'
import { metadataNamespace } from './metadata.ts'
import type { Reporter } from './reporter.ts'

/** `log_name` by which the receiver knows our streams. */
export const streamLogName = 'heddle'
/** Tag with the connection of a gRPC request: request ids are the client's and may repeat. */
export const connectionTag = 'connection_id'
/** Tag with a gRPC request's message counts, `REQUEST,RESPONSE`. */
export const grpcMessagesTag = 'grpc_messages'

// What the stats logger can't count goes to the node agent, which keeps the counters: a TCP connection's bytes are
// totals in every report, and the two gRPC message counts come in one string.

/** Streams each TCP connection's labels and byte totals. */
export function tcpStreamLog(reporter: Reporter): JsonObject {
  return {
    name: 'envoy.access_loggers.tcp_grpc',
    typed_config: extension(
      'envoy.extensions.access_loggers.grpc.v3.TcpGrpcAccessLogConfig',
      common(tcpLabels(reporter)),
    ),
  }
}

/** Streams each gRPC request's labels and message totals, also while it lasts. */
export function grpcStreamLog(reporter: Reporter): JsonObject {
  const labels = {
    ...httpLabels(reporter),
    grpc_response_status: '%GRPC_STATUS_NUMBER%',
    request_protocol: 'grpc',
    [connectionTag]: '%CONNECTION_ID%',
    [grpcMessagesTag]: '%FILTER_STATE(envoy.filters.http.grpc_stats:PLAIN)%',
  }
  return {
    name: 'envoy.access_loggers.http_grpc',
    filter: grpcReports,
    typed_config: extension('envoy.extensions.access_loggers.grpc.v3.HttpGrpcAccessLogConfig', common(labels)),
  }
}

function common(labels: LabelFormats): JsonObject {
  return {
    common_config: {
      log_name: streamLogName,
      transport_api_version: 'V3',
      grpc_service: { envoy_grpc: { cluster_name: staticClusters.accessLog } },
      buffer_flush_interval: '1s',
      custom_tags: Object.entries(labels).map(([tag, value]) => ({ tag, value })),
    },
  }
}

function tcpLabels(reporter: Reporter): LabelFormats {
  const labels = { ...commonLabels(reporter), response_flags: '%RESPONSE_FLAGS%', request_protocol: 'tcp' }
  if (reporter.reporter === 'destination') return { ...labels, [packedPeerLabel]: tcpPeerFormat }
  const service = (key: string) => `%CLUSTER_METADATA(${metadataNamespace}:${key})%`
  return {
    ...labels,
    destination_service: service('service'),
    destination_service_name: service('service_name'),
    destination_service_namespace: service('service_namespace'),
  }
}
