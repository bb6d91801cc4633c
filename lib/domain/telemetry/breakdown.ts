/** What Istio's standard metrics tell about a thing, beyond rate and errors. */
export const breakdownMeasures = [
  'requests',
  'errors',
  'duration',
  'requestSize',
  'responseSize',
  'requestBytes',
  'responseBytes',
  'grpcSent',
  'grpcReceived',
  'tcpSent',
  'tcpReceived',
  'tcpOpened',
  'tcpClosed',
] as const
export type BreakdownMeasure = (typeof breakdownMeasures)[number]

/** How a measure is summed up: a rate per second, or the mean and percentiles of a distribution. */
export const breakdownStats = ['rate', 'avg', 'p50', 'p95', 'p99', 'p999'] as const
export type BreakdownStat = (typeof breakdownStats)[number]

/** Labels that a chart may be broken down by: Istio's standard ones, nothing else. */
export const breakdownLabels = [
  'source_workload',
  'source_workload_namespace',
  'source_canonical_service',
  'source_canonical_revision',
  'source_principal',
  'source_cluster',
  'destination_workload',
  'destination_workload_namespace',
  'destination_canonical_service',
  'destination_canonical_revision',
  'destination_principal',
  'destination_service_name',
  'destination_cluster',
  'response_code',
  'grpc_response_status',
  'response_flags',
  'request_protocol',
  'connection_security_policy',
] as const
export type BreakdownLabel = (typeof breakdownLabels)[number]

export type BreakdownUnit = 'perSecond' | 'ms' | 'bytes' | 'bytesPerSecond'

export interface MeasureKind {
  readonly unit: BreakdownUnit
  /** A histogram has mean and percentiles; a counter only a rate. */
  readonly distribution: boolean
  readonly tcp: boolean
}

const counter = { unit: 'perSecond', distribution: false, tcp: false } as const
const sizes = { unit: 'bytes', distribution: true, tcp: false } as const

export const measureKinds: Readonly<Record<BreakdownMeasure, MeasureKind>> = {
  requests: counter,
  errors: counter,
  duration: { unit: 'ms', distribution: true, tcp: false },
  requestSize: sizes,
  responseSize: sizes,
  requestBytes: { unit: 'bytesPerSecond', distribution: false, tcp: false },
  responseBytes: { unit: 'bytesPerSecond', distribution: false, tcp: false },
  grpcSent: counter,
  grpcReceived: counter,
  tcpSent: { unit: 'bytesPerSecond', distribution: false, tcp: true },
  tcpReceived: { unit: 'bytesPerSecond', distribution: false, tcp: true },
  tcpOpened: { unit: 'perSecond', distribution: false, tcp: true },
  tcpClosed: { unit: 'perSecond', distribution: false, tcp: true },
}

/** The statistics of a measure among those asked for: a counter always has exactly its rate. */
export function statsOf(measure: BreakdownMeasure, asked: readonly BreakdownStat[]): BreakdownStat[] {
  return measureKinds[measure].distribution ? asked.filter((stat) => stat !== 'rate') : ['rate']
}

/** Labels that name the other end; TCP has no answer codes. */
export function labelsOf(measure: BreakdownMeasure, asked: readonly BreakdownLabel[]): BreakdownLabel[] {
  const ofAnswers = new Set<BreakdownLabel>(['response_code', 'grpc_response_status'])
  return measureKinds[measure].tcp ? asked.filter((label) => !ofAnswers.has(label)) : [...asked]
}
