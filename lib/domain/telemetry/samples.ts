/**
 * Istio's standard labels of one aggregated series; a missing label is `unknown`. Series of latency and bytes come without
 * canonical names, hosts and principals: `identity-of-workloads.ts` completes them from the requests.
 */
export interface TelemetryLabels {
  readonly reporter: 'source' | 'destination'
  readonly sourceCluster: string
  readonly sourceNamespace: string
  readonly sourceWorkload: string
  readonly sourceCanonicalService: string
  readonly sourceCanonicalRevision: string
  readonly sourcePrincipal: string
  readonly destinationCluster: string
  readonly destinationNamespace: string
  readonly destinationWorkload: string
  readonly destinationCanonicalService: string
  readonly destinationCanonicalRevision: string
  readonly destinationPrincipal: string
  readonly destinationService: string
  readonly destinationServiceName: string
  readonly destinationServiceNamespace: string
  readonly connectionSecurityPolicy: string
  /** Value of the label that an aggregated graph tells apart; absent where none was asked for. */
  readonly aggregate?: string | undefined
}

export type RequestProtocol = 'http' | 'grpc' | 'tcp'

/** Requests per second of one series; `code` is the HTTP code (`0` none came), `grpcStatus` null where the call was not gRPC. */
export interface RequestSample extends TelemetryLabels {
  readonly protocol: RequestProtocol
  readonly code: string
  readonly grpcStatus: string | null
  readonly flags: string
  readonly perSecond: number
}

/** Bytes per second of TCP connections as the caller sees them, or connections per second that were opened or refused. */
export interface TcpSample extends TelemetryLabels {
  readonly flags: string
  readonly direction: 'sent' | 'received' | 'opened' | 'refused'
  readonly perSecond: number
}

/** Milliseconds of latency and requests, both per second: their quotient is the average. */
export interface LatencyTotalSample extends TelemetryLabels {
  readonly protocol: RequestProtocol
  readonly flags: string
  readonly millisecondsPerSecond: number
  readonly requestsPerSecond: number
}

/** A latency histogram: pairs of a bound in milliseconds (Infinity for the last) and requests per second that took at most that. */
export interface LatencyHistogramSample extends TelemetryLabels {
  readonly protocol: RequestProtocol
  readonly flags: string
  readonly buckets: readonly (readonly [upperMs: number, perSecond: number])[]
}

/** Wire bytes of requests and answers per second, both directions together. */
export interface ByteSample extends TelemetryLabels {
  readonly protocol: RequestProtocol
  readonly flags: string
  readonly perSecond: number
}

/** gRPC messages per second. */
export interface MessageSample extends TelemetryLabels {
  readonly direction: 'sent' | 'received'
  readonly perSecond: number
}
