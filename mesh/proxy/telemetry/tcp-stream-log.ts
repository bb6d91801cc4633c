import { staticClusters } from '../clusters.ts'
import { extension, type JsonObject } from '../json.ts'
import { commonLabels, packedPeerLabel, tcpPeerFormat, type LabelFormats } from './labels.ts'
import { metadataNamespace } from './metadata.ts'
import type { Reporter } from './reporter.ts'

/** `log_name` by which the receiver knows our TCP stream. */
export const tcpLogName = 'heddle-tcp'

/** Streams each TCP connection's labels and cumulative byte counts to the node agent, which keeps the counters. */
export function tcpStreamLog(reporter: Reporter): JsonObject {
  const custom_tags = Object.entries(tcpLabels(reporter)).map(([tag, value]) => ({ tag, value }))
  return {
    name: 'envoy.access_loggers.tcp_grpc',
    typed_config: extension('envoy.extensions.access_loggers.grpc.v3.TcpGrpcAccessLogConfig', {
      common_config: {
        log_name: tcpLogName,
        transport_api_version: 'V3',
        grpc_service: { envoy_grpc: { cluster_name: staticClusters.accessLog } },
        buffer_flush_interval: '1s',
        custom_tags,
      },
    }),
  }
}

function tcpLabels(reporter: Reporter): LabelFormats {
  const common = { ...commonLabels(reporter), response_flags: '%RESPONSE_FLAGS%' }
  if (reporter.reporter === 'destination') return { ...common, [packedPeerLabel]: tcpPeerFormat }
  const service = (key: string) => `%CLUSTER_METADATA(${metadataNamespace}:${key})%`
  return {
    ...common,
    destination_service: service('service'),
    destination_service_name: service('service_name'),
    destination_service_namespace: service('service_namespace'),
  }
}
