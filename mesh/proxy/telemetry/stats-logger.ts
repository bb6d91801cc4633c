import { extension, type Json, type JsonObject } from '../json.ts'
import { coalesce, commonLabels, httpPeerFormat, packedPeerLabel, type LabelFormats } from './labels.ts'
import { metadataNamespace } from './metadata.ts'
import type { Reporter } from './reporter.ts'

/** Scope of our counters; the scrape removes it from the names: `envoy_istiocustom_istio_requests_total`. */
export const statsScope = 'istiocustom'
/** The most series one proxy may hold; a caller that invents labels can't go past it. */
const limits = { max_counters: 8000, max_histograms: 6000 }

/** The access loggers that turn finished requests into Istio's metrics: one for gRPC, one for the rest. */
export function httpStatsLoggers(reporter: Reporter): JsonObject[] {
  const labels = httpLabels(reporter)
  return [
    statsLogger(grpcOnly(false), { ...labels, request_protocol: 'http' }, []),
    statsLogger(
      grpcOnly(true),
      { ...labels, request_protocol: 'grpc', grpc_response_status: '%GRPC_STATUS_NUMBER%' },
      grpcMessages,
    ),
  ]
}

type Counter = readonly [name: string, value: string]

const messages = (field: string) => `%FILTER_STATE(envoy.filters.http.grpc_stats:FIELD:${field})%`
const grpcMessages: readonly Counter[] = [
  ['istio_request_messages_total', messages('request_message_count')],
  ['istio_response_messages_total', messages('response_message_count')],
]
const histograms: readonly (readonly [name: string, unit: string, value: string])[] = [
  ['istio_request_duration_milliseconds', 'Milliseconds', '%DURATION%'],
  ['istio_request_bytes', 'Bytes', '%DOWNSTREAM_WIRE_BYTES_RECEIVED%'],
  ['istio_response_bytes', 'Bytes', '%DOWNSTREAM_WIRE_BYTES_SENT%'],
]

function httpLabels(reporter: Reporter): LabelFormats {
  const common = { ...commonLabels(reporter), response_code: '%RESPONSE_CODE%', response_flags: '%RESPONSE_FLAGS%' }
  return reporter.reporter === 'destination'
    ? { ...common, [packedPeerLabel]: httpPeerFormat }
    : { ...common, ...calledService(reporter.role) }
}

/** The called service: of the cluster; of the virtual host when no route took the request; a sidecar falls back to the Host header. */
function calledService(role: 'sidecar' | 'router'): LabelFormats {
  const known = (key: string) =>
    [
      ['CLUSTER_METADATA', `${metadataNamespace}:${key}`],
      ['METADATA', `ROUTE:${metadataNamespace}:${key}`],
      ['METADATA', `VIRTUAL_HOST:${metadataNamespace}:${key}`],
    ] as const
  return {
    destination_service:
      role === 'sidecar' ? coalesce(...known('service'), ['REQ', ':authority']) : coalesce(...known('service')),
    destination_service_name: coalesce(...known('service_name')),
    destination_service_namespace: coalesce(...known('service_namespace')),
  }
}

function statsLogger(filter: JsonObject, labels: LabelFormats, counters: readonly Counter[]): JsonObject {
  const tags: Json = Object.entries(labels).map(([name, value_format]) => ({ name, value_format }))
  return {
    name: 'envoy.access_loggers.stats',
    filter,
    typed_config: extension('envoy.extensions.access_loggers.stats.v3.Config', {
      stats_scope: { prefix: statsScope, sharing_name: statsScope, enable_eviction: true, ...limits },
      counters: [
        { stat: { name: 'istio_requests_total', tags }, value_fixed: 1 },
        ...counters.map(([name, value_format]) => ({ stat: { name, tags }, value_format })),
      ],
      histograms: histograms.map(([name, unit, value_format]) => ({ stat: { name, tags }, unit, value_format })),
    }),
  }
}

function grpcOnly(grpc: boolean): JsonObject {
  const header = {
    name: 'content-type',
    string_match: { safe_regex: { regex: 'application/grpc([+;].*)?' } },
    invert_match: !grpc,
    treat_missing_header_as_empty: true,
  }
  return { header_filter: { header } }
}
