import type { RawSeries, RawSeriesQuestion, RawSeriesSource } from '../metrics-port.ts'
import { PrometheusHttp, type PrometheusOptions } from './http.ts'
import { latest, oneOf, range, type Expression, type LabelName, type Matcher, type MetricName } from './promql.ts'
import { matrixAnswer, parseValue, vectorAnswer, type MatrixRow } from './schema.ts'

const traffic = [
  'istio_requests_total',
  'istio_request_duration_milliseconds_bucket',
  'istio_request_duration_milliseconds_sum',
  'istio_request_duration_milliseconds_count',
  'istio_request_bytes_bucket',
  'istio_request_bytes_sum',
  'istio_request_bytes_count',
  'istio_response_bytes_bucket',
  'istio_response_bytes_sum',
  'istio_response_bytes_count',
  'istio_request_messages_total',
  'istio_response_messages_total',
  'istio_tcp_connections_opened_total',
  'istio_tcp_connections_closed_total',
  'istio_tcp_sent_bytes_total',
  'istio_tcp_received_bytes_total',
] as const satisfies readonly MetricName[]

const controlPlane = [
  'pilot_proxy_convergence_time_bucket',
  'pilot_xds_pushes',
  'pilot_total_xds_rejects',
  'pilot_xds',
  'istio_build',
  'citadel_server_root_cert_expiry_timestamp',
  'process_cpu_seconds_total',
  'process_resident_memory_bytes',
  'process_start_time_seconds',
] as const satisfies readonly MetricName[]

/** Either side of a call, and the service that was called, by their namespaces. */
const sides = [
  'destination_workload_namespace',
  'source_workload_namespace',
  'destination_service_namespace',
] as const satisfies readonly LabelName[]

/** One answer holds so many seconds of every series, so that none is too large. */
const CHUNK_SECONDS = 900

/** The counters behind every question of the console, as Prometheus scraped them. */
export class PrometheusRawSeries implements RawSeriesSource {
  readonly metrics = [
    ...traffic.map((name) => ({ name, of: 'traffic' as const })),
    ...controlPlane.map((name) => ({ name, of: 'control-plane' as const })),
  ]
  readonly #http: PrometheusHttp

  constructor(options: PrometheusOptions) {
    this.#http = new PrometheusHttp(options)
  }

  async read(question: RawSeriesQuestion, signal?: AbortSignal): Promise<readonly RawSeries[]> {
    const found = new Map<string, { labels: RawSeries['labels']; points: Map<number, number> }>()
    for (let from = question.from; from < question.to; from += CHUNK_SECONDS) {
      const to = Math.min(question.to, from + CHUNK_SECONDS)
      for (const matchers of conditionsOf(question)) {
        const query = range(this.#named(question), matchers, Math.ceil(to - from)).text
        const ask = { params: { query, time: String(to) }, schema: matrixAnswer, signal }
        for (const row of (await this.#http.get('/api/v1/query', ask)).data.result) addRow(found, row)
      }
    }
    return [...found.values()].map(({ labels, points }) => ({
      labels,
      points: [...points].toSorted(([a], [b]) => a - b),
    }))
  }

  async count(question: RawSeriesQuestion, signal?: AbortSignal): Promise<number> {
    const series = new Set<string>()
    for (const matchers of conditionsOf(question)) {
      const query: Expression = latest(this.#named(question), matchers)
      const ask = { params: { query: query.text, time: String(question.to) }, schema: vectorAnswer, signal }
      for (const { metric } of (await this.#http.get('/api/v1/query', ask)).data.result)
        series.add(JSON.stringify(metric))
    }
    return series.size
  }

  #named({ metric }: RawSeriesQuestion): MetricName {
    const found = [...traffic, ...controlPlane].find((name) => name === metric)
    if (found === undefined) throw new Error(`${metric} is not a metric of the console`)
    return found
  }
}

/** Prometheus has no "or" between conditions: each side of a call is a question of its own. */
function conditionsOf({ namespaces }: RawSeriesQuestion): Matcher[][] {
  return namespaces === 'all' ? [[]] : sides.map((side) => [oneOf(side, namespaces)])
}

function addRow(
  found: Map<string, { labels: RawSeries['labels']; points: Map<number, number> }>,
  { metric: { __name__: _name, ...labels }, values }: MatrixRow,
): void {
  const key = JSON.stringify(labels)
  const series = found.get(key) ?? { labels, points: new Map<number, number>() }
  for (const [seconds, text] of values) {
    const value = parseValue(text)
    if (Number.isFinite(value)) series.points.set(Math.round(seconds * 1_000), value)
  }
  found.set(key, series)
}
