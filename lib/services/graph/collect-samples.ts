import { UNKNOWN } from '../../domain/model/names.ts'
import { messageOf } from '../../domain/model/heddle-error.ts'
import { completerFrom } from '../../domain/telemetry/identity-of-workloads.ts'
import type { GraphLayer } from '../../domain/graph/model.ts'
import type {
  ByteSample,
  LatencyHistogramSample,
  LatencyTotalSample,
  MessageSample,
  RequestSample,
  TcpSample,
} from '../../domain/telemetry/samples.ts'
import type { Evidence, SourceFailure } from '../../contract/source-failure.ts'
import type { Measured, MeshWindow, MetricsSource, SilentCallees, WorkloadName } from '../../sources/metrics-port.ts'

/** Everything a graph is made of, with the queries behind it and what could not be had. */
export interface CollectedSamples {
  /** Moments and samples as they were answered, shared by all askers, and failures. */
  readonly answers: readonly unknown[]
  readonly at: number | null
  readonly requests: readonly RequestSample[]
  readonly tcp: readonly TcpSample[] | undefined
  readonly latencyTotals: readonly LatencyTotalSample[] | undefined
  readonly latencyBuckets: readonly LatencyHistogramSample[] | undefined
  readonly bytes: readonly ByteSample[] | undefined
  readonly messages: readonly MessageSample[] | undefined
  readonly evidence: readonly Evidence[]
  readonly degraded: readonly SourceFailure[]
  readonly warnings: readonly string[]
}

interface Asked {
  readonly metrics: MetricsSource
  readonly window: MeshWindow
  readonly layers: ReadonlySet<GraphLayer>
  readonly signal: AbortSignal | undefined
}

type Outcome<T> =
  { readonly name: string; readonly got: Measured<T> } | { readonly name: string; readonly failed: string }

/** Asks for every layer at once, each by one mesh-wide query; a layer that fails is named, the others go on (G15). */
export async function collectSamples(asked: Asked): Promise<CollectedSamples> {
  const { metrics, window, layers, signal } = asked
  const when = <T>(layer: GraphLayer, name: string, ask: () => Promise<Measured<T>>) =>
    layers.has(layer) ? outcome(name, ask) : undefined
  const requests = outcome('requests', () => metrics.requests(window, signal))
  const rest = {
    tcp: outcome('tcp bytes', () => metrics.tcpBytes(window, signal)),
    totals: when('latency', 'latency', () => latencies(asked, requests, averages)),
    buckets: when('percentiles', 'percentiles', () => latencies(asked, requests, histograms)),
    bytes: when('throughput', 'throughput', () => metrics.bytes(window, signal)),
    messages: when('throughput', 'grpc messages', () => messagesIfGrpc(asked, requests)),
  }
  const base = await requests
  const [tcp, totals, buckets, bytes, messages] = await Promise.all([
    rest.tcp,
    rest.totals,
    rest.buckets,
    rest.bytes,
    rest.messages,
  ])
  signal?.throwIfAborted()
  const outcomes = [base, tcp, totals, buckets, bytes, messages].filter((one) => one !== undefined)
  return {
    answers: outcomes.flatMap((one): unknown[] => ('got' in one ? [one.got.at, one.got.values] : [one.failed])),
    at: outcomes.flatMap((one) => ('got' in one ? [one.got.at] : []))[0] ?? null,
    requests: valuesOf(base) ?? [],
    tcp: valuesOf(tcp),
    latencyTotals: valuesOf(totals),
    latencyBuckets: valuesOf(buckets),
    bytes: valuesOf(bytes),
    messages: valuesOf(messages),
    evidence: distinct(outcomes.flatMap((one) => evidenceOf(one, window.seconds))),
    degraded: failuresOf(outcomes),
    warnings: [...new Set(outcomes.flatMap((one) => ('got' in one ? one.got.warnings : [])))],
  }
}

/** The same samples with the names that the largest queries leave out, learnt from the requests. */
export function completed(samples: CollectedSamples): CollectedSamples {
  const complete = completerFrom(samples.requests)
  return {
    ...samples,
    latencyTotals: samples.latencyTotals?.map(complete),
    latencyBuckets: samples.latencyBuckets?.map(complete),
    bytes: samples.bytes?.map(complete),
    messages: samples.messages?.map(complete),
  }
}

/** Callees' own reports at once, and callers' of callees that report nothing as soon as the requests tell which (T3). */
async function latencies<T>(
  { metrics, window, signal }: Asked,
  requests: Promise<Outcome<RequestSample>>,
  measure: (metrics: MetricsSource) => LatencyMeasure<T>,
): Promise<Measured<T>> {
  const { ofCallees, ofCallers } = measure(metrics)
  const ofSilent = async () => {
    const base = await requests
    const callees = 'got' in base ? silentCallees(base.got.values) : []
    return callees.length === 0
      ? null
      : ofCallers({ window: { ...window, at: momentOf(base, window) }, callees }, signal)
  }
  const [callees, callers] = await Promise.all([ofCallees(window, signal), ofSilent()])
  if (callers === null) return callees
  return {
    values: [...callees.values, ...callers.values],
    at: callees.at,
    queries: [...callees.queries, ...callers.queries],
    warnings: [...callees.warnings, ...callers.warnings],
  }
}

interface LatencyMeasure<T> {
  readonly ofCallees: (window: MeshWindow, signal?: AbortSignal) => Promise<Measured<T>>
  readonly ofCallers: (of: SilentCallees, signal?: AbortSignal) => Promise<Measured<T>>
}

const averages = (metrics: MetricsSource): LatencyMeasure<LatencyTotalSample> => ({
  ofCallees: (window, signal) => metrics.calleeTotals(window, signal),
  ofCallers: (of, signal) => metrics.callerTotals(of, signal),
})

const histograms = (metrics: MetricsSource): LatencyMeasure<LatencyHistogramSample> => ({
  ofCallees: (window, signal) => metrics.calleeLatencies(window, signal),
  ofCallers: (of, signal) => metrics.callerLatencies(of, signal),
})

/** Message counts exist for gRPC only: without a gRPC call in the window they are not asked for. */
async function messagesIfGrpc(
  { metrics, window, signal }: Asked,
  requests: Promise<Outcome<RequestSample>>,
): Promise<Measured<MessageSample>> {
  const base = await requests
  const grpc = 'got' in base && base.got.values.some(({ protocol }) => protocol === 'grpc')
  if (grpc) return metrics.messages({ ...window, at: momentOf(base, window) }, signal)
  return { values: [], at: 'got' in base ? base.got.at : 0, queries: [], warnings: [] }
}

/** What is asked once the requests are known describes their moment, however long they took. */
function momentOf<T>(requests: Outcome<T>, { at }: MeshWindow): number | null {
  return 'got' in requests ? requests.got.at : at
}

/** Callees that callers name and that report nothing themselves. */
function silentCallees(samples: readonly RequestSample[]): WorkloadName[] {
  const key = (sample: RequestSample) => `${sample.destinationNamespace}/${sample.destinationWorkload}`
  const reporting = new Set(
    samples.filter(({ reporter, perSecond }) => reporter === 'destination' && perSecond > 0).map(key),
  )
  const silent = new Map<string, WorkloadName>()
  for (const sample of samples)
    if (sample.reporter === 'source' && sample.perSecond > 0 && !reporting.has(key(sample)))
      silent.set(key(sample), {
        namespace: sample.destinationNamespace,
        workload: sample.destinationWorkload || UNKNOWN,
      })
  return [...silent.values()]
}

async function outcome<T>(name: string, ask: () => Promise<Measured<T>>): Promise<Outcome<T>> {
  try {
    return { name, got: await ask() }
  } catch (error) {
    return { name, failed: messageOf(error) }
  }
}

function valuesOf<T>(one: Outcome<T> | undefined): readonly T[] | undefined {
  return one !== undefined && 'got' in one ? one.got.values : undefined
}

function evidenceOf(one: Outcome<unknown>, windowSeconds: number): Evidence[] {
  if (!('got' in one)) return []
  return one.got.queries.map(({ query, samples }) => ({
    name: one.name,
    query,
    windowSeconds,
    reporter: query.includes('reporter="source"')
      ? 'source'
      : query.includes('reporter="destination"')
        ? 'destination'
        : 'both',
    samples,
  }))
}

/** A query that tells two things is asked, and named, once. */
function distinct(evidence: readonly Evidence[]): Evidence[] {
  return [...new Map(evidence.toReversed().map((one) => [one.query, one])).values()].toReversed()
}

/** One entry per distinct sentence: five queries to one dead Prometheus are one failure. Without requests there is no graph to miss a part of. */
function failuresOf(outcomes: readonly Outcome<unknown>[]): SourceFailure[] {
  const failed = outcomes.filter((one) => 'failed' in one)
  const sentences = new Map<string, string[]>()
  for (const { name, failed: sentence } of failed) sentences.set(sentence, [...(sentences.get(sentence) ?? []), name])
  const all = failed.some(({ name }) => name === 'requests')
  return [...sentences].map(([sentence, names]) => {
    const message = all ? sentence : `${sentence} (missing: ${names.join(', ')})`
    return { source: 'prometheus', message, since: null }
  })
}
