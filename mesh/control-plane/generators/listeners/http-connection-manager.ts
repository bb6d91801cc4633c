import { httpAccessLogOptions, httpAccessLogs } from '../../../proxy/telemetry/access-logs.ts'
import { grpcStatsFilter } from '../../../proxy/telemetry/grpc-stats-filter.ts'
import { peerHeaderFilter } from '../../../proxy/telemetry/peer-header.ts'
import type { Reporter } from '../../../proxy/telemetry/reporter.ts'
import { tracing } from '../../../proxy/telemetry/tracing.ts'
import { extension, type JsonObject } from '../../envoy-json.ts'
import type { ProxyView } from '../view.ts'
import { loggersFor } from './loggers.ts'

export type Direction = 'inbound' | 'outbound' | 'gateway'

export interface HttpManagerInput {
  readonly statPrefix: string
  readonly direction: Direction
  readonly reporter: Reporter
  /** Name of a route configuration that comes by RDS, or the configuration itself. */
  readonly routes: { readonly rds: string } | { readonly inline: JsonObject }
  /** HTTP filters of this chain alone, before all others. */
  readonly firstFilters?: readonly JsonObject[]
}

/** The network filter that reads HTTP on one filter chain. */
export function httpConnectionManager(view: ProxyView, input: HttpManagerInput): JsonObject {
  const { direction, statPrefix, reporter } = input
  return extension('envoy.filters.network.http_connection_manager', httpManagerType, {
    stat_prefix: statPrefix,
    codec_type: 'AUTO',
    ...routesOf(input.routes),
    http_filters: httpFilters(input),
    upgrade_configs: [{ upgrade_type: 'websocket' }],
    stream_idle_timeout: '0s',
    use_remote_address: direction === 'gateway',
    server_name: 'istio-envoy',
    ...pathSettings(view),
    ...clientCertificate(direction),
    access_log: loggersFor(view, httpAccessLogs(reporter)),
    access_log_options: httpAccessLogOptions,
    ...(view.snapshot.config.enableTracing && { tracing: tracingOf(view) }),
  })
}

const httpManagerType = 'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager'

function routesOf(routes: HttpManagerInput['routes']): JsonObject {
  if ('inline' in routes) return { route_config: routes.inline }
  const config_source = { ads: {}, resource_api_version: 'V3', initial_fetch_timeout: '0s' }
  return { rds: { route_config_name: routes.rds, config_source } }
}

function httpFilters({ direction, firstFilters = [] }: HttpManagerInput): JsonObject[] {
  return [
    ...(direction === 'inbound' ? [peerHeaderFilter()] : []),
    ...firstFilters,
    grpcStatsFilter(),
    extension('envoy.filters.http.fault', 'envoy.extensions.filters.http.fault.v3.HTTPFault'),
    extension('envoy.filters.http.cors', 'envoy.extensions.filters.http.cors.v3.Cors'),
    extension('envoy.filters.http.router', 'envoy.extensions.filters.http.router.v3.Router'),
  ]
}

function pathSettings({ snapshot }: ProxyView): JsonObject {
  const { normalization } = snapshot.config.pathNormalization
  switch (normalization) {
    case 'NONE':
      return { normalize_path: false }
    case 'DEFAULT':
    case 'BASE':
      return { normalize_path: true }
    case 'MERGE_SLASHES':
      return { normalize_path: true, merge_slashes: true }
    case 'DECODE_AND_MERGE_SLASHES':
      return { normalize_path: true, merge_slashes: true, path_with_escaped_slashes_action: 'UNESCAPE_AND_FORWARD' }
  }
}

// Who called is told to the app by x-forwarded-client-cert; without mutual TLS Envoy drops the header, so it can't be forged.
function clientCertificate(direction: Direction): JsonObject {
  switch (direction) {
    case 'inbound':
      return {
        forward_client_cert_details: 'APPEND_FORWARD',
        set_current_client_cert_details: { subject: true, uri: true, dns: true },
      }
    case 'gateway':
      return {
        forward_client_cert_details: 'SANITIZE_SET',
        set_current_client_cert_details: { subject: true, cert: true, dns: true, uri: true },
      }
    case 'outbound':
      return {}
  }
}

function tracingOf({ proxy, snapshot }: ProxyView): JsonObject {
  const { identity, role, podName } = proxy
  return tracing({ identity, role, podName, samplingPercent: snapshot.config.defaultConfig.tracing.sampling })
}
