import { UNKNOWN } from '../../domain/model/names.ts'
import { neverArrivedPattern } from '../../domain/telemetry/response-flags.ts'
import type { SeriesMeasure, SeriesSelector } from '../metrics-port.ts'
import {
  configuredLabel,
  either,
  equal,
  histogramQuantile,
  marked,
  rate,
  sumBy,
  type Expression,
  type LabelName,
  type Matcher,
  type MetricName,
} from './promql.ts'

const labelOf = {
  reporter: 'reporter',
  sourceWorkload: 'source_workload',
  sourceNamespace: 'source_workload_namespace',
  sourceCanonicalService: 'source_canonical_service',
  sourceCanonicalRevision: 'source_canonical_revision',
  destinationWorkload: 'destination_workload',
  destinationNamespace: 'destination_workload_namespace',
  destinationCanonicalService: 'destination_canonical_service',
  destinationCanonicalRevision: 'destination_canonical_revision',
  destinationServiceName: 'destination_service_name',
  destinationServiceNamespace: 'destination_service_namespace',
  protocol: 'request_protocol',
} as const satisfies Readonly<Record<Exclude<keyof SeriesSelector, 'neverArrived' | 'aggregate'>, LabelName>>

function isField(name: string): name is keyof typeof labelOf {
  return name in labelOf
}

/** The conditions of a selector. */
export function matchersOf(selector: SeriesSelector): Matcher[] {
  const exact = Object.entries(selector).flatMap(([name, value]) =>
    isField(name) && typeof value === 'string' ? [equal(labelOf[name], value)] : [],
  )
  const all = [...exact, ...aggregateMatchers(selector.aggregate)]
  return selector.neverArrived === true
    ? [...all, { label: 'response_flags', operator: '=~', value: neverArrivedPattern }]
    : all
}

/** @throws Error for a text that is not the name of a label */
function aggregateMatchers(aggregate: SeriesSelector['aggregate']): Matcher[] {
  if (aggregate === undefined) return []
  const label = configuredLabel(aggregate.label)
  return [aggregate.value === UNKNOWN ? { label, operator: '=~', value: `|${UNKNOWN}` } : equal(label, aggregate.value)]
}

/** What never reached a callee has no duration and no size of an answer. */
export const arrived: Matcher = { label: 'response_flags', operator: '!~', value: neverArrivedPattern }

/** Answers that count as failed: two conditions that never both hold. */
export const failedAnswers: readonly (readonly Matcher[])[] = [
  [{ label: 'response_code', operator: '=~', value: '5..|0' }],
  [
    { label: 'response_code', operator: '!~', value: '5..|0' },
    { label: 'grpc_response_status', operator: '!~', value: '0|' },
  ],
]

/**
 * The query of one chart. Several selectors add up (what arrived and what never did); percentiles leave out what never
 * arrived. Parts are joined by `or` before the sum, so that a missing part is not the end of the others.
 */
export function seriesQuery(measure: SeriesMeasure, selectors: readonly SeriesSelector[], window: number): Expression {
  const sum = (metrics: readonly MetricName[], alternatives: readonly (readonly Matcher[])[] = [[]]) =>
    sumBy(
      [],
      either(
        ...selectors.flatMap((selector) =>
          metrics.flatMap((metric) =>
            // `or` drops series with equal labels: the mark keeps those of different metrics and conditions apart.
            alternatives.map((more, place) =>
              marked(`${metric} ${place}`, rate(metric, [...matchersOf(selector), ...more], window)),
            ),
          ),
        ),
      ),
    )
  switch (measure) {
    case 'rps':
      return sum(['istio_requests_total'])
    case 'errorRps':
      return sum(['istio_requests_total'], failedAnswers)
    case 'bytesPerSecond':
      return sum(['istio_request_bytes_sum', 'istio_response_bytes_sum'])
    case 'tcpBytesPerSecond':
      return sum(['istio_tcp_sent_bytes_total', 'istio_tcp_received_bytes_total'])
    case 'p50':
      return percentile(0.5, selectors, window)
    case 'p95':
      return percentile(0.95, selectors, window)
    case 'p99':
      return percentile(0.99, selectors, window)
  }
}

function percentile(q: number, selectors: readonly SeriesSelector[], window: number): Expression {
  const parts = selectors
    .filter(({ neverArrived }) => neverArrived !== true)
    .map((selector) => rate('istio_request_duration_milliseconds_bucket', [...matchersOf(selector), arrived], window))
  return histogramQuantile(q, sumBy(['le'], either(...parts)))
}
