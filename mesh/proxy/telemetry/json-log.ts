import { extension, type JsonObject } from '../json.ts'
import { endedConnections, endedRequests } from './access-log-filters.ts'
import { coalesce, commonLabels, httpPeerFormat, tcpPeerFormat } from './labels.ts'
import type { Reporter } from './reporter.ts'

/** One JSON object per finished request on the proxy's standard output; field names are Istio's where Istio has them. */
export function httpJsonLog(reporter: Reporter): JsonObject {
  return jsonLog({ ...httpFields, ...peerFields(reporter, httpPeerFormat) }, endedRequests)
}

/** One JSON object per closed connection. */
export function tcpJsonLog(reporter: Reporter): JsonObject {
  return jsonLog({ ...connectionFields, ...peerFields(reporter, tcpPeerFormat) }, endedConnections)
}

const connectionFields = {
  start_time: '%START_TIME%',
  response_flags: '%RESPONSE_FLAGS%',
  connection_termination_details: '%CONNECTION_TERMINATION_DETAILS%',
  upstream_transport_failure_reason: '%UPSTREAM_TRANSPORT_FAILURE_REASON%',
  bytes_received: '%BYTES_RECEIVED%',
  bytes_sent: '%BYTES_SENT%',
  duration: '%DURATION%',
  upstream_host: '%UPSTREAM_HOST%',
  upstream_cluster: '%UPSTREAM_CLUSTER_RAW%',
  upstream_local_address: '%UPSTREAM_LOCAL_ADDRESS%',
  downstream_local_address: '%DOWNSTREAM_LOCAL_ADDRESS%',
  downstream_remote_address: '%DOWNSTREAM_REMOTE_ADDRESS%',
  requested_server_name: '%REQUESTED_SERVER_NAME%',
  tls_version: '%DOWNSTREAM_TLS_VERSION%',
  tls_cipher: '%DOWNSTREAM_TLS_CIPHER%',
}

const httpFields = {
  ...connectionFields,
  method: '%REQ(:METHOD)%',
  path: coalesce(['REQ', 'X-ENVOY-ORIGINAL-PATH'], ['REQ', ':PATH']),
  protocol: '%PROTOCOL%',
  response_code: '%RESPONSE_CODE%',
  response_code_details: '%RESPONSE_CODE_DETAILS%',
  grpc_status: '%GRPC_STATUS_NUMBER%',
  upstream_service_time: '%RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)%',
  upstream_attempts: '%UPSTREAM_REQUEST_ATTEMPT_COUNT%',
  request_duration: '%REQUEST_DURATION%',
  response_duration: '%RESPONSE_DURATION%',
  x_forwarded_for: '%REQ(X-FORWARDED-FOR)%',
  user_agent: '%REQ(USER-AGENT)%',
  request_id: '%REQ(X-REQUEST-ID)%',
  trace_id: '%TRACE_ID%',
  authority: '%REQ(:AUTHORITY)%',
  route_name: '%ROUTE_NAME%',
}

function peerFields(reporter: Reporter, peerFormat: string): Record<string, string> {
  const labels = commonLabels(reporter)
  const names = ['reporter', 'source_principal', 'destination_principal', 'connection_security_policy']
  const shared = Object.fromEntries(names.flatMap((name) => (labels[name] === undefined ? [] : [[name, labels[name]]])))
  return reporter.reporter === 'destination'
    ? { ...shared, source_peer: peerFormat }
    : { ...shared, destination_workload: labels['destination_workload'] ?? '' }
}

function jsonLog(fields: Record<string, string>, filter: JsonObject): JsonObject {
  return {
    name: 'envoy.access_loggers.stdout',
    filter,
    typed_config: extension('envoy.extensions.access_loggers.stream.v3.StdoutAccessLog', {
      log_format: { json_format: fields },
    }),
  }
}
