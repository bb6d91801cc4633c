import { configKinds } from '../domain/istio/config-kinds.ts'
import type { KubernetesObject, StoredObject } from '../domain/kubernetes/object.ts'
import type { TraceAttribute } from '../domain/tracing/attributes.ts'
import type { Span, Trace, TraceSummary } from '../domain/tracing/model.ts'
import type { SearchedNames } from '../domain/tracing/service-names.ts'
import type { TagFilter } from '../domain/tracing/tag-filter.ts'
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

export type { Span, Trace, TraceSummary }

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
  series(
    measure: SeriesMeasure,
    of: { readonly selectors: readonly SeriesSelector[]; readonly range: SeriesRange },
    signal?: AbortSignal,
  ): Promise<MeasuredSeries>
  breakdown(question: BreakdownQuestion, range: SeriesRange, signal?: AbortSignal): Promise<MeasuredBreakdown>
  /**
   * Raw counter values (never rates) of source-reported requests to a service, one row per series and scrape in
   * `[from, to]` (Unix seconds). The asker adds the increases, so that counters which start or reset inside count right.
   * With the unit `connections` it is the TCP connections that were opened instead.
   */
  requestCounters(
    of: {
      readonly serviceName: string
      readonly serviceNamespace: string
      readonly from: number
      readonly to: number
      readonly unit?: 'requests' | 'connections' | undefined
    },
    signal?: AbortSignal,
  ): Promise<readonly CounterSeries[]>
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

/** One counter with its scraped values in time order; times in Unix seconds. */
export interface CounterSeries {
  readonly labels: Omit<DestinationRequests, 'count'> & { readonly sourceWorkload: string; readonly pod: string }
  readonly points: readonly { readonly time: number; readonly value: number }[]
}

/** What to look for in the trace store; times in Unix seconds, durations in microseconds. */
export interface TraceSearch {
  readonly namespace?: string | undefined
  readonly workload?: string | undefined
  readonly service?: string | undefined
  /** Caller and callee workload of one call; both or none. */
  readonly source?: string | undefined
  readonly destination?: string | undefined
  readonly start: number
  readonly end: number
  readonly minDurationUs?: number | undefined
  readonly maxDurationUs?: number | undefined
  readonly errorsOnly: boolean
  /** The whole name of an operation. */
  readonly operation?: string | undefined
  /** Tags that one span must all have. */
  readonly tags?: readonly TagFilter[]
  readonly limit: number
}

/** Newest first. `limited`: more match than these, which are then taken from all over the window. */
export interface FoundTraces {
  readonly items: readonly TraceSummary[]
  readonly limited: boolean
  /** What the spans of each found trace say of themselves, by trace id. */
  readonly attributes: ReadonlyMap<string, readonly TraceAttribute[]>
  readonly searched: SearchedNames
}

/** @throws HeddleError SOURCE_UNAVAILABLE in every method */
export interface TraceSource {
  search(search: TraceSearch, signal?: AbortSignal): Promise<FoundTraces>
  /** Null when the store does not know the trace (any more). */
  get(traceId: string, signal?: AbortSignal): Promise<Trace | null>
  version(): Promise<string | null>
}

/** Kinds that the console watches, by the name people use. */
export const watchedKinds = [
  'Namespace',
  'Pod',
  'Service',
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  ...configKinds,
] as const
export type WatchedKind = (typeof watchedKinds)[number]

/** The last good state of one kind. `ageSeconds` counts from the last sign of life of its watch. */
export interface KindSnapshot {
  readonly items: readonly KubernetesObject[]
  readonly synced: boolean
  readonly ageSeconds: number | null
  readonly failure: string | null
}

/** Which object; `namespace` is null for cluster-scoped ones. */
export interface ObjectKey {
  readonly kind: WatchedKind
  readonly namespace: string | null
  readonly name: string
}

/** RFC 6902 operations, guarded by `test` operations of the caller. */
export type JsonPatch = readonly Readonly<Record<string, unknown>>[]

export interface WriteOptions {
  /** True: the server checks and answers but stores nothing. */
  readonly dryRun: boolean
  readonly fieldManager: string
}

/** One change of a watched object. */
export interface ObjectEvent {
  readonly type: 'added' | 'modified' | 'deleted'
  readonly object: KubernetesObject
}

/** Objects of the cluster, watched, and the few guarded writes. Nothing is thrown by `snapshot`: it keeps the last good state. */
export interface KubernetesSource {
  snapshot(kind: WatchedKind): KindSnapshot
  /** Resolves when the kind was listed once, or after `timeoutMs`; true when it was. */
  ready(kind: WatchedKind, timeoutMs: number): Promise<boolean>
  /** Calls the listener on every change of a kind; returns the way to stop. */
  onChange(kind: WatchedKind, listener: (event: ObjectEvent) => void): () => void
  /** Reads past every cache. Null when there is no such object. @throws HeddleError */
  read(key: ObjectKey, signal?: AbortSignal): Promise<StoredObject | null>
  /** @throws HeddleError CONFLICT with the live object, UNPROCESSABLE with the server's sentence, FORBIDDEN, NOT_FOUND */
  patch(key: ObjectKey, patch: JsonPatch, options: WriteOptions): Promise<StoredObject>
  /** Replaces an object; `metadata.resourceVersion` of `object` guards it. @throws as patch */
  replace(key: ObjectKey, object: KubernetesObject, options: WriteOptions): Promise<StoredObject>
  /** @throws as patch; CONFLICT when it exists */
  create(key: ObjectKey, object: KubernetesObject, options: WriteOptions): Promise<StoredObject>
  /** @throws as patch */
  remove(key: ObjectKey, options: WriteOptions & { readonly resourceVersion?: string | undefined }): Promise<void>
  /** Whether the console's own account may do this, by SelfSubjectAccessReview. */
  may(verb: 'get' | 'create' | 'patch' | 'update' | 'delete', key: ObjectKey): Promise<boolean>
  version(): Promise<string>
}

/** Which part of a pod's log; times as the pod log API takes them. */
export interface LogRequest {
  readonly namespace: string
  readonly pod: string
  readonly container: string
  readonly sinceSeconds: number
  /** The newest so many lines; null for the oldest ones of the time, as many as fit into one answer. */
  readonly tailLines: number | null
}

/** @throws HeddleError SOURCE_UNAVAILABLE, NOT_FOUND */
export interface LogSource {
  /** Lines as stored, each begun by its RFC 3339 timestamp, oldest first. */
  lines(request: LogRequest, signal?: AbortSignal): Promise<readonly string[]>
}

export type SyncState = 'synced' | 'not-sent' | 'stale'

/** How far one proxy has the control plane's configuration. */
export interface ProxyStatus {
  readonly pod: string
  readonly namespace: string
  readonly proxyType: string
  readonly version: string | null
  /** Of the sidecar's own Istio release, where the control plane tells. */
  readonly istioVersion: string | null
  readonly clusterId: string | null
  readonly types: readonly ProxyTypeStatus[]
  /** The end of the proxy's certificate and why the last renewal failed; null where the control plane does not tell. */
  readonly certificate: ProxyCertificateStatus | null
}

/** One resource type of one proxy. Times are Unix milliseconds, null where the control plane does not tell. */
export interface ProxyTypeStatus {
  readonly type: 'cluster' | 'listener' | 'route' | 'endpoint' | 'secret' | 'extensionconfig'
  /** Nonces. */
  readonly sent: string | null
  readonly acked: string | null
  readonly state: SyncState
  readonly sentAt: number | null
  readonly ackedAt: number | null
  readonly sentVersion: string | null
  readonly ackedVersion: string | null
  readonly resources: number | null
  readonly rejection: ProxyRejection | null
}

/** Why a proxy refused what it was sent; istiod does not tell. */
export interface ProxyRejection {
  readonly message: string
  readonly at: number | null
  readonly refused: readonly { readonly name: string; readonly change: 'added' | 'changed' | 'removed' }[]
}

export interface ProxyCertificateStatus {
  readonly expiresAt: number | null
  readonly renewsAt: number | null
  readonly failure: { readonly message: string; readonly at: number | null } | null
}

/** The proxies as the control plane last told of them; `failure` says why that is not now. */
export interface ProxyPicture {
  readonly proxies: readonly ProxyStatus[]
  /** Unix milliseconds. */
  readonly readAt: number
  readonly failure: string | null
}

/** A secret of a proxy without its key. Times are Unix milliseconds. */
export interface ProxySecret {
  readonly name: string
  readonly kind: 'certificate' | 'trusted-ca'
  readonly lastUpdated: number | null
  /** Leaf first; empty when it could not be read. */
  readonly chain: readonly CertificateFacts[]
}

export interface CertificateFacts {
  readonly subject: string
  readonly issuer: string
  readonly names: readonly string[]
  readonly spiffe: string | null
  readonly serial: string
  readonly notBefore: number
  readonly notAfter: number
  readonly isAuthority: boolean
}

/** How far a resource's latest version has come. `allAckedAt` is Unix seconds, null while proxies are waited for. */
export interface ResourceAcknowledgement {
  readonly allAckedAt: number | null
  readonly total: number
  /** Proxies (`POD.NAMESPACE`) that have not acknowledged it. */
  readonly waiting: readonly string[]
}

/** istiod's debug pages. @throws HeddleError SOURCE_UNAVAILABLE */
export interface ControlPlaneSource {
  /** Null when the control plane does not report this (istiod does not). */
  acknowledgement(
    resource: { readonly kind: string; readonly namespace: string; readonly name: string },
    signal?: AbortSignal,
  ): Promise<ResourceAcknowledgement | null>
  proxies(signal?: AbortSignal): Promise<readonly ProxyStatus[]>
  /** The last good picture; it throws only before there was one. */
  picture(signal?: AbortSignal): Promise<ProxyPicture>
  /** Secrets of a proxy, without keys; null when the control plane does not know it, empty when it does not tell of secrets. */
  secrets(proxyId: string, signal?: AbortSignal): Promise<readonly ProxySecret[] | null>
  /** Envoy's configuration as the control plane last sent it, without keys; null when it does not know the proxy. */
  configDump(proxyId: string, signal?: AbortSignal): Promise<unknown>
  version(): Promise<string | null>
}
