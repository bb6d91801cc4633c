import { UNKNOWN } from '../../domain/model/names.ts'
import type {
  ByteSample,
  LatencyHistogramSample,
  LatencyTotalSample,
  MessageSample,
  RequestProtocol,
  RequestSample,
  TcpSample,
  TelemetryLabels,
} from '../../domain/telemetry/samples.ts'
import { parseValue, type VectorRow } from './schema.ts'
import type { LabelName } from './promql.ts'

/** Longest label value kept: names from Host headers are not ours to trust. */
const MAX_VALUE = 253

/** Labels that tell edges apart; what else is known of their ends comes with the requests. */
export const edgeLabels: readonly LabelName[] = [
  'source_cluster',
  'source_workload_namespace',
  'source_workload',
  'destination_cluster',
  'destination_workload_namespace',
  'destination_workload',
  'destination_service_name',
  'destination_service_namespace',
]

/** Labels that say who calls whom. */
export const identityLabels: readonly LabelName[] = [
  'reporter',
  'source_cluster',
  'source_workload_namespace',
  'source_workload',
  'source_canonical_service',
  'source_canonical_revision',
  'destination_cluster',
  'destination_workload_namespace',
  'destination_workload',
  'destination_canonical_service',
  'destination_canonical_revision',
  'destination_service',
  'destination_service_name',
  'destination_service_namespace',
]

export const securityLabels: readonly LabelName[] = [
  'connection_security_policy',
  'source_principal',
  'destination_principal',
]

/** A row whose value is a finite number, never below 0: NaN and infinities are left out. */
function finiteRate(row: VectorRow): number | null {
  const value = parseValue(row.value[1])
  return Number.isFinite(value) && value >= 0 ? value : null
}

/** Texts that samples share; so many that a large mesh's fit. */
const MOST_TEXTS = 100_000
const texts = new Map<string, string>()

/** One copy of a text, whichever row says it: names repeat in thousands of rows, and answers are kept for a while. */
function kept(value: string): string {
  const cut = value.slice(0, MAX_VALUE)
  const found = texts.get(cut)
  if (found !== undefined) return found
  if (texts.size >= MOST_TEXTS) texts.clear()
  texts.set(cut, cut)
  return cut
}

/** Istio's labels of a row; a missing or empty one is `unknown`. Null for a row that neither proxy of a call reported. */
function telemetryLabels({ metric }: VectorRow, aggregate?: LabelName): TelemetryLabels | null {
  const reporter = metric['reporter']
  if (reporter !== 'source' && reporter !== 'destination') return null
  const label = (name: LabelName) => {
    const value = metric[name]
    return value === undefined || value === '' ? UNKNOWN : kept(value)
  }
  return {
    reporter,
    sourceCluster: label('source_cluster'),
    sourceNamespace: label('source_workload_namespace'),
    sourceWorkload: label('source_workload'),
    sourceCanonicalService: label('source_canonical_service'),
    sourceCanonicalRevision: label('source_canonical_revision'),
    sourcePrincipal: label('source_principal'),
    destinationCluster: label('destination_cluster'),
    destinationNamespace: label('destination_workload_namespace'),
    destinationWorkload: label('destination_workload'),
    destinationCanonicalService: label('destination_canonical_service'),
    destinationCanonicalRevision: label('destination_canonical_revision'),
    destinationPrincipal: label('destination_principal'),
    destinationService: label('destination_service'),
    destinationServiceName: label('destination_service_name'),
    destinationServiceNamespace: label('destination_service_namespace'),
    connectionSecurityPolicy: label('connection_security_policy'),
    ...(aggregate !== undefined && { aggregate: label(aggregate) }),
  }
}

function protocolOf({ metric }: VectorRow): RequestProtocol {
  const protocol = metric['request_protocol']
  return protocol === 'grpc' || protocol === 'tcp' ? protocol : 'http'
}

/** Response flags of a row; `-` where the label is missing. */
function flagsOf({ metric }: VectorRow): string {
  const flags = metric['response_flags']
  return flags === undefined || flags === '' ? '-' : flags.slice(0, MAX_VALUE)
}

/** The rows of an answer, and the label that an aggregated graph tells apart. */
export interface Rows {
  readonly rows: readonly VectorRow[]
  readonly aggregate?: LabelName | undefined
}

/** A row as a sample of one kind, or nothing where it is not one. */
function mapRows<T>(
  { rows, aggregate }: Rows,
  map: (row: VectorRow, labels: TelemetryLabels, perSecond: number) => T | null,
): T[] {
  return rows.flatMap((row) => {
    const labels = telemetryLabels(row, aggregate)
    const perSecond = finiteRate(row)
    const sample = labels === null || perSecond === null ? null : map(row, labels, perSecond)
    return sample === null ? [] : [sample]
  })
}

export function toRequests(rows: Rows): RequestSample[] {
  return mapRows(rows, (row, labels, perSecond) => {
    const { response_code: code = '', grpc_response_status: status = '' } = row.metric
    const protocol = protocolOf(row)
    const grpcStatus = protocol === 'grpc' && status !== '' ? status : null
    return { ...labels, protocol, code: code === '' ? '0' : code, grpcStatus, flags: flagsOf(row), perSecond }
  })
}

export function toTcp(rows: Rows): TcpSample[] {
  return mapRows(rows, (row, labels, perSecond) => {
    return { ...labels, flags: flagsOf(row), direction: tcpCountOf(row), perSecond }
  })
}

export function toLatencyTotals(rows: Rows): LatencyTotalSample[] {
  return mapRows(rows, (row, labels, perSecond) => {
    const isSum = row.metric['part'] === 'sum'
    const amounts = { millisecondsPerSecond: isSum ? perSecond : 0, requestsPerSecond: isSum ? 0 : perSecond }
    return { ...labels, protocol: protocolOf(row), flags: flagsOf(row), ...amounts }
  })
}

/**
 * Puts buckets of one histogram together as far as they are among these rows; whoever merges histograms adds the rest.
 * `reporter` says whose they are, the query has only one.
 */
export function toHistograms(reporter: 'source' | 'destination') {
  return ({ rows, aggregate }: Rows): LatencyHistogramSample[] => {
    const names = [...edgeLabels, 'request_protocol' as const, ...(aggregate === undefined ? [] : [aggregate])]
    const histograms = new Map<string, { sample: LatencyHistogramSample; buckets: [number, number][] }>()
    for (const row of rows) {
      const perSecond = finiteRate(row)
      if (perSecond === null) continue
      const key = names.map((name) => row.metric[name] ?? '').join('\n')
      const found = histograms.get(key) ?? histogramOf({ ...row, metric: { ...row.metric, reporter } }, aggregate)
      if (found === null) continue
      found.buckets.push([parseValue(row.metric['le'] ?? ''), perSecond])
      histograms.set(key, found)
    }
    return [...histograms.values()].map(({ sample }) => sample)
  }
}

function histogramOf(
  row: VectorRow,
  aggregate?: LabelName,
): { sample: LatencyHistogramSample; buckets: [number, number][] } | null {
  const labels = telemetryLabels(row, aggregate)
  const buckets: [number, number][] = []
  return labels === null
    ? null
    : { buckets, sample: { ...labels, protocol: protocolOf(row), flags: flagsOf(row), buckets } }
}

/** What one query of wire bytes and gRPC messages tells: rows of either, by their `part`. */
export type ThroughputSample =
  { readonly of: 'bytes'; readonly sample: ByteSample } | { readonly of: 'messages'; readonly sample: MessageSample }

export function toThroughput(rows: Rows): ThroughputSample[] {
  return mapRows<ThroughputSample>(rows, (row, labels, perSecond) => {
    const { part } = row.metric
    if (part === 'sent' || part === 'received')
      return { of: 'messages', sample: { ...labels, direction: part, perSecond } }
    return { of: 'bytes', sample: { ...labels, protocol: protocolOf(row), flags: flagsOf(row), perSecond } }
  })
}

function tcpCountOf({ metric }: VectorRow): TcpSample['direction'] {
  const { part } = metric
  return part === 'received' || part === 'opened' || part === 'refused' ? part : 'sent'
}
