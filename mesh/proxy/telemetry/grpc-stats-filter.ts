import { extension, type JsonObject } from '../json.ts'

/** HTTP filter that counts gRPC messages for the access loggers; both directions need it, after the other filters. */
export function grpcStatsFilter(): JsonObject {
  return {
    name: 'envoy.filters.http.grpc_stats',
    typed_config: extension('envoy.extensions.filters.http.grpc_stats.v3.FilterConfig', {
      emit_filter_state: true,
      stats_for_all_methods: false,
    }),
  }
}
