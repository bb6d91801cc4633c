import { coalesce, commonLabels, httpPeerFormat, packedPeerLabel, type LabelFormats, type Operator } from './labels.ts'
import { metadataNamespace } from './metadata.ts'
import type { Reporter } from './reporter.ts'

/** Longest name of a host in DNS. */
const maxHostLength = 253

/** Labels of an HTTP or gRPC request, but for `request_protocol` and `grpc_response_status`. */
export function httpLabels(reporter: Reporter): LabelFormats {
  const labels = { ...commonLabels(reporter), response_code: '%RESPONSE_CODE%', response_flags: '%RESPONSE_FLAGS%' }
  return reporter.reporter === 'destination'
    ? { ...labels, [packedPeerLabel]: httpPeerFormat }
    : { ...labels, ...calledService(reporter.role) }
}

/** The called service: of the cluster; of the route or virtual host when there is none; a sidecar falls back to the Host header. */
function calledService(role: 'sidecar' | 'router'): LabelFormats {
  const known = (key: string): Operator[] => [
    ['CLUSTER_METADATA', `${metadataNamespace}:${key}`],
    ['METADATA', `ROUTE:${metadataNamespace}:${key}`],
    ['METADATA', `VIRTUAL_HOST:${metadataNamespace}:${key}`],
  ]
  const host: Operator[] = role === 'sidecar' ? [['REQ', ':authority', maxHostLength]] : []
  return {
    destination_service: coalesce(...known('service'), ...host),
    destination_service_name: coalesce(...known('service_name')),
    destination_service_namespace: coalesce(...known('service_namespace')),
  }
}
