import { z } from 'zod'
import { parseClusterName, type ClusterName } from './cluster-name.ts'
import { parseResponseFlags } from './response-flags.ts'

/** One finished request, or closed connection, as a proxy logged it. Missing values are null. */
export interface AccessLogEntry {
  readonly kind: 'http' | 'tcp'
  /** When it began, as the proxy wrote it (RFC 3339). */
  readonly startTime: string
  readonly durationMs: number | null
  readonly method: string | null
  readonly path: string | null
  readonly authority: string | null
  readonly protocol: string | null
  /** HTTP status; 0 when no answer was sent. */
  readonly responseCode: number | null
  readonly grpcStatus: number | null
  readonly flags: readonly string[]
  /** Envoy's own words for how the answer came about. */
  readonly details: string | null
  readonly failureReason: string | null
  readonly bytesReceived: number | null
  readonly bytesSent: number | null
  readonly requestId: string | null
  /** 32 hex digits; only our proxies write it. */
  readonly traceId: string | null
  readonly userAgent: string | null
  readonly route: string | null
  readonly cluster: ClusterName | null
  /** Address and port of the chosen endpoint. */
  readonly upstreamHost: string | null
  readonly upstreamTimeMs: number | null
  readonly attempts: number | null
  readonly downstreamAddress: string | null
  readonly reporter: 'source' | 'destination' | null
  readonly sourcePrincipal: string | null
  readonly destinationPrincipal: string | null
  /** The connection by which the request came to this proxy, where its log has a field for it. */
  readonly tlsVersion: string | null
  readonly tlsCipher: string | null
  readonly serverName: string | null
}

// A proxy without a value writes null, an empty string or a dash; Istio's older encodings write numbers as strings.
const text = z
  .union([z.string(), z.number(), z.boolean(), z.null()])
  .optional()
  .transform((value) => (value === undefined || value === null || value === '' || value === '-' ? null : String(value)))
const number = text.transform((value) => (value === null || !Number.isFinite(Number(value)) ? null : Number(value)))

const line = z.object({
  start_time: z.string().min(1),
  duration: number,
  method: text,
  path: text,
  authority: text,
  protocol: text,
  response_code: number,
  grpc_status: number,
  response_flags: text,
  response_code_details: text,
  connection_termination_details: text,
  upstream_transport_failure_reason: text,
  bytes_received: number,
  bytes_sent: number,
  request_id: text,
  trace_id: text,
  user_agent: text,
  route_name: text,
  upstream_cluster: text,
  upstream_host: text,
  upstream_service_time: number,
  upstream_attempts: number,
  downstream_remote_address: text,
  reporter: z.enum(['source', 'destination']).nullish().catch(null),
  source_principal: text,
  destination_principal: text,
  tls_version: text,
  tls_cipher: text,
  requested_server_name: text,
})

/** Longest line that is read; a longer one is no access log of ours. */
const maxLineLength = 64 * 1024

/** Reads a line of our proxies' or Istio's JSON access log; undefined when it is another kind of line. */
export function parseAccessLogLine(raw: string): AccessLogEntry | undefined {
  if (raw.length > maxLineLength || !raw.trimStart().startsWith('{')) return undefined
  const parsed = line.safeParse(parseJson(raw))
  return parsed.success ? toEntry(parsed.data) : undefined
}

function parseJson(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch {
    return undefined
  }
}

function toEntry(fields: z.infer<typeof line>): AccessLogEntry {
  return {
    kind: fields.method === null ? 'tcp' : 'http',
    startTime: fields.start_time,
    durationMs: fields.duration,
    method: fields.method,
    path: fields.path,
    authority: fields.authority,
    protocol: fields.protocol,
    responseCode: fields.method === null ? null : fields.response_code,
    grpcStatus: fields.grpc_status,
    flags: parseResponseFlags(fields.response_flags),
    details: fields.response_code_details ?? fields.connection_termination_details,
    failureReason: fields.upstream_transport_failure_reason,
    bytesReceived: fields.bytes_received,
    bytesSent: fields.bytes_sent,
    requestId: fields.request_id,
    traceId: fields.trace_id,
    userAgent: fields.user_agent,
    route: fields.route_name,
    cluster: fields.upstream_cluster === null ? null : parseClusterName(fields.upstream_cluster),
    upstreamHost: fields.upstream_host,
    upstreamTimeMs: fields.upstream_service_time,
    attempts: fields.upstream_attempts,
    downstreamAddress: fields.downstream_remote_address,
    reporter: fields.reporter ?? null,
    sourcePrincipal: fields.source_principal,
    destinationPrincipal: fields.destination_principal,
    tlsVersion: fields.tls_version,
    tlsCipher: fields.tls_cipher,
    serverName: fields.requested_server_name,
  }
}
