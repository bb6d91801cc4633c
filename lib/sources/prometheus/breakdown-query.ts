import type { BreakdownMeasure, BreakdownStat } from '../../domain/telemetry/breakdown.ts'
import type { BreakdownQuestion } from '../metrics-port.ts'
import {
  divided,
  either,
  histogramQuantile,
  marked,
  rate,
  sumBy,
  type Expression,
  type LabelName,
  type Matcher,
  type MetricName,
} from './promql.ts'
import { arrived, failedAnswers, matchersOf } from './series-query.ts'

type Histogram = 'istio_request_duration_milliseconds' | 'istio_request_bytes' | 'istio_response_bytes'

const counters = {
  requests: 'istio_requests_total',
  errors: 'istio_requests_total',
  requestBytes: 'istio_request_bytes_sum',
  responseBytes: 'istio_response_bytes_sum',
  grpcSent: 'istio_request_messages_total',
  grpcReceived: 'istio_response_messages_total',
  tcpSent: 'istio_tcp_sent_bytes_total',
  tcpReceived: 'istio_tcp_received_bytes_total',
  tcpOpened: 'istio_tcp_connections_opened_total',
  tcpClosed: 'istio_tcp_connections_closed_total',
} as const satisfies Partial<Record<BreakdownMeasure, MetricName>>

const histograms = {
  duration: 'istio_request_duration_milliseconds',
  requestSize: 'istio_request_bytes',
  responseSize: 'istio_response_bytes',
} as const satisfies Partial<Record<BreakdownMeasure, Histogram>>

const quantiles = { p50: 0.5, p95: 0.95, p99: 0.99, p999: 0.999 } as const

/** One query for all statistics of a measure; each part carries its statistic as the label `part`. */
export function breakdownQuery(question: BreakdownQuestion): Expression {
  return either(...question.stats.map((stat) => marked(stat, statQuery(question, stat))))
}

function statQuery(question: BreakdownQuestion, stat: BreakdownStat): Expression {
  const { measure } = question
  if (!isDistribution(measure))
    return summed(question, { metric: counters[measure], conditions: measure === 'errors' ? failedAnswers : [[]] })
  const histogram = histograms[measure]
  const part = (suffix: 'sum' | 'count' | 'bucket', more: readonly LabelName[] = []) =>
    summed(question, { metric: `${histogram}_${suffix}`, conditions: [[arrived]], more })
  if (stat === 'avg' || stat === 'rate') return divided(part('sum'), part('count'))
  return histogramQuantile(quantiles[stat], part('bucket', ['le']))
}

function isDistribution(measure: BreakdownMeasure): measure is keyof typeof histograms {
  return measure in histograms
}

interface Summand {
  readonly metric: MetricName
  readonly conditions: readonly (readonly Matcher[])[]
  readonly more?: readonly LabelName[]
}

/** `or` drops series with equal labels: a series that two selectors match counts once, the mark keeps conditions apart. */
function summed({ selectors, by, rateSeconds }: BreakdownQuestion, { metric, conditions, more = [] }: Summand) {
  const parts = selectors.flatMap((selector) =>
    conditions.map((condition, place) =>
      marked(String(place), rate(metric, [...matchersOf(selector), ...condition], rateSeconds)),
    ),
  )
  return sumBy([...by, ...more], either(...parts))
}
