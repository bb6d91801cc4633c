import { sourceUnavailable } from '../../domain/model/heddle-error.ts'
import type { TimeWindow } from '../../domain/model/time-window.ts'
import type {
  ByteSample,
  LatencyHistogramSample,
  LatencyTotalSample,
  MessageSample,
  RequestSample,
  TcpSample,
  TelemetryLabels,
} from '../../domain/telemetry/samples.ts'
import type {
  BreakdownQuestion,
  CounterSeries,
  Measured,
  MeasuredBreakdown,
  MeasuredSeries,
  MetricsSource,
  ScrapeTarget,
  SeriesMeasure,
  SeriesRange,
  SeriesSelector,
} from '../metrics-port.ts'

/** What a test lets the mesh report; absent measures have no series. */
export interface HeldMetrics {
  readonly requests?: readonly RequestSample[]
  readonly tcp?: readonly TcpSample[]
  readonly latencyTotals?: readonly LatencyTotalSample[]
  readonly histograms?: readonly LatencyHistogramSample[]
  readonly bytes?: readonly ByteSample[]
  readonly messages?: readonly MessageSample[]
  readonly counters?: readonly CounterSeries[]
  /** The same lines for every breakdown, each at one value. */
  readonly lines?: readonly (Omit<MeasuredBreakdown['lines'][number], 'values'> & { readonly value: number })[]
}

/** Metrics that say what they are told, for any window. `asked` lists the measures that were asked for. */
export class MemoryMetrics implements MetricsSource {
  held: HeldMetrics
  /** Measures that fail, with the sentence that is thrown. */
  readonly failing = new Map<string, string>()
  readonly asked: string[] = []
  readonly questions: BreakdownQuestion[] = []
  scrapeInterval: number | null = 5
  targets: readonly ScrapeTarget[] = []
  aggregateLabels: readonly string[] = ['request_operation']

  constructor(held: HeldMetrics = {}) {
    this.held = held
  }

  requests(window: TimeWindow): Promise<Measured<RequestSample>> {
    return this.#answer('requests', this.held.requests, window)
  }

  tcpBytes(window: TimeWindow): Promise<Measured<TcpSample>> {
    return this.#answer('tcpBytes', this.held.tcp, window)
  }

  calleeTotals(window: TimeWindow): Promise<Measured<LatencyTotalSample>> {
    return this.#answer('calleeTotals', reportedBy('destination', this.held.latencyTotals), window)
  }

  callerTotals({ window }: { readonly window: TimeWindow }): Promise<Measured<LatencyTotalSample>> {
    return this.#answer('callerTotals', reportedBy('source', this.held.latencyTotals), window)
  }

  calleeLatencies(window: TimeWindow): Promise<Measured<LatencyHistogramSample>> {
    return this.#answer('calleeLatencies', reportedBy('destination', this.held.histograms), window)
  }

  callerLatencies({ window }: { readonly window: TimeWindow }): Promise<Measured<LatencyHistogramSample>> {
    return this.#answer('callerLatencies', reportedBy('source', this.held.histograms), window)
  }

  bytes(window: TimeWindow): Promise<Measured<ByteSample>> {
    return this.#answer('bytes', this.held.bytes, window)
  }

  messages(window: TimeWindow): Promise<Measured<MessageSample>> {
    return this.#answer('messages', this.held.messages, window)
  }

  async series(measure: SeriesMeasure, { range }: { readonly range: SeriesRange }): Promise<MeasuredSeries> {
    await this.#answer('series', [], { seconds: range.rateSeconds, at: range.end })
    const count = Math.floor((range.end - range.start) / range.stepSeconds) + 1
    const times = Array.from({ length: count }, (_, place) => range.start + place * range.stepSeconds)
    return { times, values: times.map(() => null), query: { query: measure, samples: 0 } }
  }

  async breakdown(question: BreakdownQuestion, range: SeriesRange): Promise<MeasuredBreakdown> {
    await this.#answer('breakdown', [], { seconds: question.rateSeconds, at: range.end })
    this.questions.push(question)
    const count = Math.floor((range.end - range.start) / range.stepSeconds) + 1
    const times = Array.from({ length: count }, (_, place) => range.start + place * range.stepSeconds)
    const lines = (this.held.lines ?? []).map(({ value, ...line }) => ({ ...line, values: times.map(() => value) }))
    return {
      times,
      lines: lines.filter(({ stat }) => question.stats.includes(stat)),
      query: { query: question.measure, samples: lines.length },
    }
  }

  async requestCounters(): Promise<readonly CounterSeries[]> {
    await this.#answer('requestCounters', [], { seconds: 1, at: null })
    return this.held.counters ?? []
  }

  queryText(measure: SeriesMeasure, selectors: readonly SeriesSelector[], rateSeconds: number): string {
    return `${measure} of ${JSON.stringify(selectors)} over ${rateSeconds} s`
  }

  scrapeTargets(): Promise<readonly ScrapeTarget[]> {
    return Promise.resolve(this.targets)
  }

  scrapeIntervalSeconds(): Promise<number | null> {
    return Promise.resolve(this.scrapeInterval)
  }

  async version(): Promise<string> {
    await this.#answer('version', [], { seconds: 1, at: null })
    return 'memory'
  }

  #answer<T>(measure: string, values: readonly T[] = [], window: TimeWindow): Promise<Measured<T>> {
    this.asked.push(measure)
    const failure = this.failing.get(measure) ?? this.failing.get('*')
    if (failure !== undefined) return Promise.reject(sourceUnavailable('Prometheus', failure))
    const queries = [{ query: measure, samples: values.length }]
    return Promise.resolve({ values, at: window.at ?? 0, queries, warnings: [] })
  }
}

function reportedBy<T extends TelemetryLabels>(reporter: TelemetryLabels['reporter'], samples: readonly T[] = []): T[] {
  return samples.filter((sample) => sample.reporter === reporter)
}
