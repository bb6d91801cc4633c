import { HeddleError } from '../../domain/model/heddle-error.ts'
import type {
  ByteSample,
  LatencyHistogramSample,
  LatencyTotalSample,
  MessageSample,
  RequestSample,
  TcpSample,
} from '../../domain/telemetry/samples.ts'
import { Circuit, circuitDefaults, type CircuitView } from '../http/circuit.ts'
import { SharedCache } from '../http/shared-cache.ts'
import type {
  BreakdownQuestion,
  CounterQuestion,
  CounterSeries,
  Measured,
  MeasuredBreakdown,
  MeasuredSeries,
  MeshWindow,
  MetricsSource,
  SeriesMeasure,
  SeriesQuestion,
  SeriesRange,
  ScrapeTarget,
  SeriesSelector,
  SilentCallees,
} from '../metrics-port.ts'
import { breakdownQuery } from './breakdown-query.ts'
import { PrometheusHttp, type PrometheusOptions } from './http.ts'
import {
  toHistograms,
  toLatencyTotals,
  toRequests,
  toTcp,
  toThroughput,
  type Rows,
  type ThroughputSample,
} from './map-samples.ts'
import { mapBreakdown, mapCounters, mapPoints } from './map-series.ts'
import { toTarget } from './map-targets.ts'
import { configuredLabel, equal, range, type ConfiguredLabel, type Expression } from './promql.ts'
import {
  calleeBucketsQueries,
  calleeTotalsQuery,
  callerBucketsQuery,
  callerTotalsQuery,
  requestsQuery,
  tcpQuery,
  throughputQuery,
  type Asked,
} from './queries.ts'
import { buildInfoAnswer, matrixAnswer, targetsAnswer } from './schema.ts'
import { seriesQuery } from './series-query.ts'

export interface PrometheusSourceOptions extends PrometheusOptions {
  /** "Now" is the same moment for everybody during this many seconds: askers share answers and their layers fit together. */
  readonly bucketSeconds: number
  /** Labels beside Istio's that a graph may be aggregated by. */
  readonly aggregateLabels?: readonly string[] | undefined
  readonly onQuery?: ((seconds: number, ok: boolean) => void) | undefined
  readonly onLookup?: ((hit: boolean) => void) | undefined
}

/** One measure: how its rows are read and where its answers are kept. */
interface Measure<T> {
  readonly query: (asked: Asked) => Expression
  readonly map: (rows: Rows) => T[]
  readonly answers: SharedCache<Measured<T>>
}

/** Long enough for everybody who looks at the same moment, short enough to keep few answers of a large mesh. */
const CACHE_TTL_MS = 10_000
const FACTS_TTL_MS = 30_000
/** Short enough for the age of a read to mean something. */
const TARGETS_TTL_MS = 5_000
/** For each measure; two moments are compared, and histograms are asked in parts. */
const CACHE_ENTRIES = 8

/** Istio's metrics in a Prometheus (or what answers its API), each measure by one mesh-wide query, shared by all askers. */
export class PrometheusSource implements MetricsSource {
  readonly aggregateLabels: readonly string[]
  readonly #http: PrometheusHttp
  readonly #options: PrometheusSourceOptions
  readonly #circuit: Circuit
  readonly #facts: SharedCache<string>
  readonly #interval: SharedCache<number | null>
  readonly #targets: SharedCache<readonly ScrapeTarget[]>
  readonly #requests: Measure<RequestSample>
  readonly #tcp: Measure<TcpSample>
  readonly #totals: Measure<LatencyTotalSample>
  readonly #latencies: Omit<Measure<LatencyHistogramSample>, 'query' | 'map'>
  readonly #throughput: Measure<ThroughputSample>

  constructor(options: PrometheusSourceOptions) {
    this.#options = options
    this.aggregateLabels = options.aggregateLabels ?? []
    this.#http = new PrometheusHttp(options)
    this.#circuit = new Circuit({ now: options.now, ...circuitDefaults })
    this.#facts = new SharedCache({ ttlMs: FACTS_TTL_MS, maxEntries: 8, now: options.now })
    this.#interval = new SharedCache({ ttlMs: FACTS_TTL_MS, maxEntries: 1, now: options.now })
    this.#targets = new SharedCache({ ttlMs: TARGETS_TTL_MS, maxEntries: 1, now: options.now })
    this.#requests = { query: requestsQuery, map: toRequests, answers: this.#cache() }
    this.#tcp = { query: tcpQuery, map: toTcp, answers: this.#cache() }
    this.#totals = { query: calleeTotalsQuery, map: toLatencyTotals, answers: this.#cache() }
    this.#latencies = { answers: this.#cache() }
    this.#throughput = { query: throughputQuery, map: toThroughput, answers: this.#cache() }
  }

  circuit(): CircuitView {
    return this.#circuit.view()
  }

  requests(window: MeshWindow, signal?: AbortSignal): Promise<Measured<RequestSample>> {
    return this.#measure(this.#requests, window, signal)
  }

  tcpBytes(window: MeshWindow, signal?: AbortSignal): Promise<Measured<TcpSample>> {
    return this.#measure(this.#tcp, window, signal)
  }

  calleeTotals(window: MeshWindow, signal?: AbortSignal): Promise<Measured<LatencyTotalSample>> {
    return this.#measure(this.#totals, window, signal)
  }

  callerTotals({ window, callees }: SilentCallees, signal?: AbortSignal): Promise<Measured<LatencyTotalSample>> {
    return this.#measure({ ...this.#totals, query: (asked) => callerTotalsQuery(callees, asked) }, window, signal)
  }

  calleeLatencies(window: MeshWindow, signal?: AbortSignal): Promise<Measured<LatencyHistogramSample>> {
    return this.#calleeHistograms({ ...window, at: window.at ?? this.#moment() }, signal)
  }

  callerLatencies({ window, callees }: SilentCallees, signal?: AbortSignal): Promise<Measured<LatencyHistogramSample>> {
    const query = (asked: Asked) => callerBucketsQuery(callees, asked)
    return this.#measure({ ...this.#latencies, query, map: toHistograms('source') }, window, signal)
  }

  async bytes(window: MeshWindow, signal?: AbortSignal): Promise<Measured<ByteSample>> {
    const { values, ...measured } = await this.#measure(this.#throughput, window, signal)
    return { ...measured, values: values.flatMap((one) => (one.of === 'bytes' ? [one.sample] : [])) }
  }

  async messages(window: MeshWindow, signal?: AbortSignal): Promise<Measured<MessageSample>> {
    const { values, ...measured } = await this.#measure(this.#throughput, window, signal)
    return { ...measured, values: values.flatMap((one) => (one.of === 'messages' ? [one.sample] : [])) }
  }

  async series(measure: SeriesMeasure, of: SeriesQuestion, signal?: AbortSignal): Promise<MeasuredSeries> {
    const { start, end, stepSeconds, rateSeconds } = of.range
    const query = seriesQuery(measure, of.selectors, rateSeconds).text
    const params = { query, start: String(start), end: String(end), step: String(stepSeconds) }
    const ask = { params, schema: matrixAnswer, signal }
    const { result } = (await this.#guarded(() => this.#http.get('/api/v1/query_range', ask))).data
    return { ...mapPoints(result[0]?.values ?? [], of.range), query: { query, samples: result.length } }
  }

  async breakdown(question: BreakdownQuestion, of: SeriesRange, signal?: AbortSignal): Promise<MeasuredBreakdown> {
    const query = breakdownQuery(question).text
    const params = { query, start: String(of.start), end: String(of.end), step: String(of.stepSeconds) }
    const ask = { params, schema: matrixAnswer, signal }
    const { result } = (await this.#guarded(() => this.#http.get('/api/v1/query_range', ask))).data
    const { times } = mapPoints([], of)
    return { times, lines: mapBreakdown(result, question.by, of), query: { query, samples: result.length } }
  }

  async requestCounters(of: CounterQuestion, signal?: AbortSignal): Promise<readonly CounterSeries[]> {
    const matchers = [
      equal('reporter', 'source'),
      equal('destination_service_name', of.serviceName),
      equal('destination_service_namespace', of.serviceNamespace),
    ]
    const seconds = Math.max(1, Math.ceil(of.to - of.from))
    const metric = of.unit === 'connections' ? 'istio_tcp_connections_opened_total' : 'istio_requests_total'
    const params = { query: range(metric, matchers, seconds).text, time: String(of.to) }
    const ask = { params, schema: matrixAnswer, signal }
    return mapCounters((await this.#guarded(() => this.#http.get('/api/v1/query', ask))).data.result)
  }

  queryText(measure: SeriesMeasure, selectors: readonly SeriesSelector[], rateSeconds: number): string {
    return seriesQuery(measure, selectors, rateSeconds).text
  }

  scrapeTargets(): Promise<readonly ScrapeTarget[]> {
    return this.#targets.get('targets', async (signal) => {
      const ask = { params: { state: 'active' }, schema: targetsAnswer, signal }
      return (await this.#guarded(() => this.#http.get('/api/v1/targets', ask))).data.activeTargets.map(toTarget)
    })
  }

  scrapeIntervalSeconds(): Promise<number | null> {
    return this.#interval.get('interval', async () => {
      const intervals = (await this.scrapeTargets()).flatMap(({ intervalSeconds }) => intervalSeconds ?? [])
      return intervals.length === 0 ? null : Math.max(...intervals)
    })
  }

  version(): Promise<string> {
    return this.#facts.get('version', async (signal) => {
      const ask = { params: {}, schema: buildInfoAnswer, signal }
      return (await this.#guarded(() => this.#http.get('/api/v1/status/buildinfo', ask))).data.version
    })
  }

  /** Both halves describe one moment; without either there are no percentiles. */
  async #calleeHistograms(window: MeshWindow & { readonly at: number }, signal?: AbortSignal) {
    const map = toHistograms('destination')
    const halves = await Promise.all(
      calleeBucketsQueries.map((query) => this.#measure({ ...this.#latencies, query, map }, window, signal)),
    )
    return {
      values: halves.flatMap(({ values }) => values),
      at: window.at,
      queries: halves.flatMap(({ queries }) => queries),
      warnings: halves.flatMap(({ warnings }) => warnings),
    }
  }

  async #measure<T>({ query, map, answers }: Measure<T>, window: MeshWindow, signal?: AbortSignal) {
    const at = window.at ?? this.#moment()
    const aggregate = this.#labelOf(window.aggregate)
    const { text } = query({ seconds: window.seconds, extra: aggregate === undefined ? [] : [aggregate] })
    const load = async (shared: AbortSignal): Promise<Measured<T>> => {
      const values: T[] = []
      let samples = 0
      const take = (rows: Rows['rows']) => {
        samples += rows.length
        for (const value of map({ rows, aggregate })) values.push(value)
      }
      const ask = { params: { query: text, time: String(at) }, signal: shared }
      const { warnings } = await this.#guarded(() => this.#http.rows(ask, take))
      return { values, at, queries: [{ query: text, samples }], warnings }
    }
    return answers.get(`${at} ${text}`, load, signal)
  }

  /** @throws HeddleError INVALID for a label that the configuration does not allow */
  #labelOf(aggregate: string | undefined): ConfiguredLabel | undefined {
    if (aggregate === undefined) return undefined
    const label = this.aggregateLabels.find((allowed) => allowed === aggregate)
    if (label !== undefined) return configuredLabel(label)
    throw new HeddleError('INVALID', `"${aggregate}" is not a label to aggregate by.`, { field: 'aggregate' })
  }

  #cache<T>(): SharedCache<T> {
    const { now, onLookup } = this.#options
    return new SharedCache<T>({ ttlMs: CACHE_TTL_MS, maxEntries: CACHE_ENTRIES, now, onLookup })
  }

  /** "Now" by Prometheus' own clock: a time ahead of it would show the past as if nothing had happened since. */
  #moment(): number {
    const { now, bucketSeconds } = this.#options
    return Math.floor((now() + this.#http.skewMs) / 1_000 / bucketSeconds) * bucketSeconds
  }

  async #guarded<T>(task: () => Promise<T>): Promise<T> {
    const started = this.#options.now()
    let ok = false
    try {
      const value = await this.#circuit.run(task, (error) => error instanceof HeddleError)
      ok = true
      return value
    } finally {
      this.#options.onQuery?.((this.#options.now() - started) / 1_000, ok)
    }
  }
}
