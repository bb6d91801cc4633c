import { extension, type Json, type JsonObject } from '../json.ts'
import { endedGrpcRequests, endedOtherRequests } from './access-log-filters.ts'
import { httpLabels } from './http-labels.ts'
import type { LabelFormats } from './labels.ts'
import type { Reporter } from './reporter.ts'

/** Scope of our counters; the scrape removes it from the names: `envoy_istiocustom_istio_requests_total`. */
export const statsScope = 'istiocustom'
/**
 * The most label combinations one proxy holds (three histograms each). A caller that invents labels can't go past it, and
 * unused ones are evicted; more would make a scrape too large to answer in time.
 */
const maxCombinations = 1000
const limits = { max_counters: maxCombinations, max_histograms: 3 * maxCombinations }

const histograms = [
  ['istio_request_duration_milliseconds', 'Milliseconds', '%DURATION%'],
  ['istio_request_bytes', 'Bytes', '%DOWNSTREAM_WIRE_BYTES_RECEIVED%'],
  ['istio_response_bytes', 'Bytes', '%DOWNSTREAM_WIRE_BYTES_SENT%'],
] as const

/** The access loggers that turn finished requests into Istio's metrics: one for gRPC, one for the rest. */
export function httpStatsLoggers(reporter: Reporter): JsonObject[] {
  const labels = httpLabels(reporter)
  const grpcLabels = { ...labels, request_protocol: 'grpc', grpc_response_status: '%GRPC_STATUS_NUMBER%' }
  return [
    statsLogger(endedOtherRequests, { ...labels, request_protocol: 'http' }),
    statsLogger(endedGrpcRequests, grpcLabels),
  ]
}

function statsLogger(filter: JsonObject, labels: LabelFormats): JsonObject {
  const tags: Json = Object.entries(labels).map(([name, value_format]) => ({ name, value_format }))
  return {
    name: 'envoy.access_loggers.stats',
    filter,
    typed_config: extension('envoy.extensions.access_loggers.stats.v3.Config', {
      stats_scope: { prefix: statsScope, sharing_name: statsScope, enable_eviction: true, ...limits },
      counters: [{ stat: { name: 'istio_requests_total', tags }, value_fixed: 1 }],
      histograms: histograms.map(([name, unit, value_format]) => ({ stat: { name, tags }, unit, value_format })),
    }),
  }
}
