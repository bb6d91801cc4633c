import type { TimeWindow } from '../domain/model/time-window.ts'
import type { BreakdownLabel, BreakdownMeasure, BreakdownStat } from '../domain/telemetry/breakdown.ts'
import type {
  ByteSample,
  LatencyHistogramSample,
  LatencyTotalSample,
  MessageSample,
  RequestSample,
  TcpSample,
} from '../domain/telemetry/samples.ts'

/** Values with the queries they came from. `at` is the moment they describe, in Unix seconds. */
export interface Measured<T> {
  readonly values: readonly T[]
  readonly at: number
  readonly queries: readonly QueryEvidence[]
  readonly warnings: readonly string[]
}

/** One query that was asked: its text and how many series answered. */
export interface QueryEvidence {
  readonly query: string
  readonly samples: number
}

/** A workload as metrics name it; both parts may be `unknown`. */
export interface WorkloadName {
  readonly namespace: string
  readonly workload: string
}

/** The window of a question about the whole mesh, and the label that an aggregated graph tells apart. */
export interface MeshWindow extends TimeWindow {
  readonly aggregate?: string | undefined
}

/** Workloads that callers name and that report nothing themselves. */
export interface SilentCallees {
  readonly window: MeshWindow
  readonly callees: readonly WorkloadName[]
}

/** Which series a chart is about; fields that are set must match exactly. Names are Istio's label values. */
export interface SeriesSelector {
  readonly reporter: 'source' | 'destination'
  readonly sourceWorkload?: string | undefined
  readonly sourceNamespace?: string | undefined
  readonly sourceCanonicalService?: string | undefined
  readonly destinationWorkload?: string | undefined
  readonly destinationNamespace?: string | undefined
  readonly destinationCanonicalService?: string | undefined
  readonly destinationCanonicalRevision?: string | undefined
  readonly sourceCanonicalRevision?: string | undefined
  readonly destinationServiceName?: string | undefined
  readonly destinationServiceNamespace?: string | undefined
  readonly protocol?: 'http' | 'grpc' | undefined
  /** Only series with this value of an aggregated graph's label; `unknown` is also "without one". */
  readonly aggregate?: { readonly label: string; readonly value: string } | undefined
  /** Only requests that never reached a callee; for source-reported series beside destination-reported ones. */
  readonly neverArrived?: boolean | undefined
}

/** A span of time cut into steps; every point is a rate over `rateSeconds`. All in seconds. */
export interface SeriesRange {
  readonly start: number
  readonly end: number
  readonly stepSeconds: number
  readonly rateSeconds: number
}

/** What one chart draws, and over which time. */
export interface SeriesQuestion {
  readonly selectors: readonly SeriesSelector[]
  readonly range: SeriesRange
}

/** Values at `times`; null where nothing was reported. */
export interface MeasuredSeries {
  readonly times: readonly number[]
  readonly values: readonly (number | null)[]
  readonly query: QueryEvidence
}

/** One chart, broken down by labels: every statistic of one measure over a range. */
export interface BreakdownQuestion {
  readonly measure: BreakdownMeasure
  readonly stats: readonly BreakdownStat[]
  readonly selectors: readonly SeriesSelector[]
  readonly by: readonly BreakdownLabel[]
  readonly rateSeconds: number
}

/** Lines at the same `times`; null where nothing was reported. */
export interface MeasuredBreakdown {
  readonly times: readonly number[]
  readonly lines: readonly {
    readonly stat: BreakdownStat
    readonly labels: Readonly<Partial<Record<BreakdownLabel, string>>>
    readonly values: readonly (number | null)[]
  }[]
  readonly query: QueryEvidence
}

export type SeriesMeasure = 'rps' | 'errorRps' | 'bytesPerSecond' | 'tcpBytesPerSecond' | 'p50' | 'p95' | 'p99'

/** Requests that callers sent to one workload since a moment, by Istio's label names; for the proof of a change. */
export interface DestinationRequests {
  readonly destinationService: string
  readonly destinationServiceName: string
  readonly destinationServiceNamespace: string
  readonly destinationWorkload: string
  readonly destinationVersion: string
  readonly responseCode: string
  readonly count: number
}

/**
 * Istio's standard metrics of the whole mesh, each by one query however many namespaces there are.
 * @throws HeddleError SOURCE_UNAVAILABLE in every method
 */
export interface MetricsSource {
  /** Labels that a graph may be aggregated by, from the configuration. */
  readonly aggregateLabels: readonly string[]
  requests(window: MeshWindow, signal?: AbortSignal): Promise<Measured<RequestSample>>
  tcpBytes(window: MeshWindow, signal?: AbortSignal): Promise<Measured<TcpSample>>
  /** Time and number of requests as callees report them. */
  calleeTotals(window: MeshWindow, signal?: AbortSignal): Promise<Measured<LatencyTotalSample>>
  /** The same as callers report it of workloads that nobody reports for. */
  callerTotals(of: SilentCallees, signal?: AbortSignal): Promise<Measured<LatencyTotalSample>>
  /** Histograms as callees report them. */
  calleeLatencies(window: MeshWindow, signal?: AbortSignal): Promise<Measured<LatencyHistogramSample>>
  /** Histograms as callers report them of workloads that nobody reports for, without requests that never arrived. */
  callerLatencies(of: SilentCallees, signal?: AbortSignal): Promise<Measured<LatencyHistogramSample>>
  bytes(window: MeshWindow, signal?: AbortSignal): Promise<Measured<ByteSample>>
  messages(window: MeshWindow, signal?: AbortSignal): Promise<Measured<MessageSample>>
  series(measure: SeriesMeasure, of: SeriesQuestion, signal?: AbortSignal): Promise<MeasuredSeries>
  breakdown(question: BreakdownQuestion, range: SeriesRange, signal?: AbortSignal): Promise<MeasuredBreakdown>
  /**
   * Raw counter values (never rates) of source-reported requests to a service, one row per series and scrape in
   * `[from, to]` (Unix seconds). The asker adds the increases, so that counters which start or reset inside count right.
   * With the unit `connections` it is the TCP connections that were opened instead.
   */
  requestCounters(of: CounterQuestion, signal?: AbortSignal): Promise<readonly CounterSeries[]>
  /** The text of a chart's query at one moment, to read; `rateSeconds` is its window. Asks nobody. */
  queryText(measure: SeriesMeasure, selectors: readonly SeriesSelector[], rateSeconds: number): string
  /** What Prometheus reads, and how it went. */
  scrapeTargets(): Promise<readonly ScrapeTarget[]>
  /** Seconds between two scrapes of the proxies; null when it can't be told. */
  scrapeIntervalSeconds(): Promise<number | null>
  version(): Promise<string>
}

/** One thing that Prometheus reads; times in Unix seconds, null where it does not say. */
export interface ScrapeTarget {
  readonly namespace: string | null
  readonly pod: string | null
  readonly up: boolean
  readonly lastScrape: number | null
  readonly error: string | null
  readonly intervalSeconds: number | null
}

/** Whose counters, in which time (Unix seconds). */
export interface CounterQuestion {
  readonly serviceName: string
  readonly serviceNamespace: string
  readonly from: number
  readonly to: number
  readonly unit?: 'requests' | 'connections' | undefined
}

/** One counter with its scraped values in time order; times in Unix seconds. */
export interface CounterSeries {
  readonly labels: Omit<DestinationRequests, 'count'> & { readonly sourceWorkload: string; readonly pod: string }
  readonly points: readonly { readonly time: number; readonly value: number }[]
}

/** A scrape target that is down, in Prometheus' words. */
export interface DownTarget {
  readonly job: string
  readonly instance: string
  readonly error: string
  /** Unix milliseconds; null before the first scrape. */
  readonly lastScrape: number | null
}

/** What Prometheus tells of itself. `retention` is its own text, null where it does not tell (Thanos, Mimir). */
export interface PrometheusFacts {
  readonly targets: number
  readonly down: readonly DownTarget[]
  readonly retention: string | null
  readonly startedAt: number | null
}

/** One instance of the control plane by its own metrics; null is what it does not report. */
export interface ControlPlaneInstance {
  readonly instance: string
  readonly version: string | null
  readonly proxies: number | null
  readonly cpuCores: number | null
  readonly memoryBytes: number | null
  readonly startedAt: number | null
  /** Cumulative buckets of pilot_proxy_convergence_time: upper bound in seconds to observations per second. */
  readonly convergence: ReadonlyMap<number, number>
}

/** What the control plane's metrics say of a window. Rates are per second, by resource type. */
export interface ControlPlaneMetrics {
  readonly instances: readonly ControlPlaneInstance[]
  readonly pushes: Readonly<Record<string, number>>
  readonly rejects: Readonly<Record<string, number>>
  /** When the root of trust ends, Unix milliseconds. */
  readonly rootExpiresAt: number | null
  readonly query: QueryEvidence
}

/** The mesh's own machinery as Prometheus sees it. @throws HeddleError SOURCE_UNAVAILABLE */
export interface MeshMetricsSource {
  controlPlane(windowSeconds: number, signal?: AbortSignal): Promise<ControlPlaneMetrics>
  prometheus(signal?: AbortSignal): Promise<PrometheusFacts>
}

/** Which raw counters to freeze; `namespaces` is `all`, or those that either side of a call must be in. Times in Unix seconds. */
export interface RawSeriesQuestion {
  readonly metric: string
  readonly namespaces: 'all' | readonly string[]
  readonly from: number
  readonly to: number
}

/** One counter as it was scraped; times in Unix milliseconds. */
export interface RawSeries {
  readonly labels: Readonly<Record<string, string>>
  readonly points: readonly (readonly [time: number, value: number])[]
}

/** Scraped values as they are, for a capsule. @throws HeddleError SOURCE_UNAVAILABLE */
export interface RawSeriesSource {
  /** The metrics that the console's questions are about. */
  readonly metrics: readonly { readonly name: string; readonly of: 'traffic' | 'control-plane' }[]
  read(question: RawSeriesQuestion, signal?: AbortSignal): Promise<readonly RawSeries[]>
  /** How many series a metric has at a moment. */
  count(question: RawSeriesQuestion, signal?: AbortSignal): Promise<number>
}
