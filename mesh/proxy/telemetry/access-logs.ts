import type { JsonObject } from '../json.ts'
import { httpJsonLog, tcpJsonLog } from './json-log.ts'
import type { Reporter } from './reporter.ts'
import { httpStatsLoggers } from './stats-logger.ts'
import { grpcStreamLog, tcpStreamLog } from './stream-logs.ts'

/** Period at which open TCP connections and gRPC streams report, as Istio's tcp_reporting_duration. */
const reportInterval = '5s'

/** `access_log` of an HTTP connection manager: Istio's metrics, and one JSON line per request on standard output. */
export function httpAccessLogs(reporter: Reporter): JsonObject[] {
  return [...httpStatsLoggers(reporter), grpcStreamLog(reporter), httpJsonLog(reporter)]
}

/** `access_log_options` of an HTTP connection manager: without it the messages of a gRPC stream count only at its end. */
export const httpAccessLogOptions: JsonObject = { access_log_flush_interval: reportInterval }

/**
 * Fields to spread into a tcp_proxy: its loggers, when they run, and (for a chain that asks for client certificates) to
 * wait for the handshake, without which the opened connection's caller would be unknown.
 */
export function tcpAccessLogs(reporter: Reporter): JsonObject {
  const waitsForPeer = reporter.reporter === 'destination' && reporter.connectionSecurity === 'mutual_tls'
  return {
    access_log: [tcpStreamLog(reporter), tcpJsonLog(reporter)],
    access_log_options: { access_log_flush_interval: reportInterval, flush_access_log_on_connected: true },
    ...(waitsForPeer && { upstream_connect_mode: 'ON_DOWNSTREAM_TLS_HANDSHAKE', max_early_data_bytes: 65_536 }),
  }
}
