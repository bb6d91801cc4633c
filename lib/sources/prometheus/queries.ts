import type { WorkloadName } from '../metrics-port.ts'
import { edgeLabels, identityLabels, securityLabels } from './map-samples.ts'
import { either, equal, marked, oneOf, rate, sumBy, type Expression, type LabelName, type Matcher } from './promql.ts'
import { arrived } from './series-query.ts'

/** Mesh-wide queries of the graph: one per measure, whatever the number of namespaces. */

/** The window in seconds, and labels that an aggregated graph tells apart beside the usual ones. */
export interface Asked {
  readonly seconds: number
  readonly extra: readonly LabelName[]
}

const callLabels: readonly LabelName[] = ['reporter', ...edgeLabels, 'request_protocol', 'response_flags']

const part = (mark: string, labels: readonly LabelName[], rates: Expression) => marked(mark, sumBy(labels, rates))

export function requestsQuery(asked: Asked): Expression {
  const labels: LabelName[] = [
    ...asked.extra,
    ...identityLabels,
    ...securityLabels,
    'request_protocol',
    'response_flags',
    'response_code',
    'grpc_response_status',
  ]
  return sumBy(labels, rate('istio_requests_total', [], asked.seconds))
}

/** A connection that no host of the registry takes is only ever counted as closed. */
const refused = equal('destination_service_name', 'BlackHoleCluster')

export function tcpQuery(asked: Asked): Expression {
  const labels: LabelName[] = [...asked.extra, ...identityLabels, ...securityLabels, 'response_flags']
  return either(
    part('sent', labels, rate('istio_tcp_sent_bytes_total', [], asked.seconds)),
    part('received', labels, rate('istio_tcp_received_bytes_total', [], asked.seconds)),
    part('opened', labels, rate('istio_tcp_connections_opened_total', [], asked.seconds)),
    part('refused', labels, rate('istio_tcp_connections_closed_total', [refused], asked.seconds)),
  )
}

const totals = (matchers: readonly Matcher[], asked: Asked) =>
  either(
    part(
      'sum',
      [...asked.extra, ...callLabels],
      rate('istio_request_duration_milliseconds_sum', matchers, asked.seconds),
    ),
    part(
      'count',
      [...asked.extra, ...callLabels],
      rate('istio_request_duration_milliseconds_count', matchers, asked.seconds),
    ),
  )

export function calleeTotalsQuery(asked: Asked): Expression {
  return totals([equal('reporter', 'destination')], asked)
}

export function callerTotalsQuery(callees: readonly WorkloadName[], asked: Asked): Expression {
  return totals(callersOf(callees), asked)
}

const bucketLabels: readonly LabelName[] = [...edgeLabels, 'request_protocol', 'le']

/** Half of Envoy's own bounds; it does not matter which are in which half. */
const lowerHalf = '0.5|1|5|10|25|50|100|250|500|1000'

/**
 * Callees' histograms in two halves that together have every bucket once: Prometheus answers a query in one thread, so two
 * side by side take half the time.
 */
export const calleeBucketsQueries = (['=~', '!~'] as const).map((operator) => (asked: Asked): Expression => {
  const matchers = [equal('reporter', 'destination'), { label: 'le', operator, value: lowerHalf } as const]
  const metric = 'istio_request_duration_milliseconds_bucket'
  return sumBy([...asked.extra, ...bucketLabels], rate(metric, matchers, asked.seconds))
})

/** Callers' histograms of the given callees only, without requests that never arrived. */
export function callerBucketsQuery(callees: readonly WorkloadName[], asked: Asked): Expression {
  return sumBy(
    [...asked.extra, ...bucketLabels],
    rate('istio_request_duration_milliseconds_bucket', callersOf(callees), asked.seconds),
  )
}

function callersOf(callees: readonly WorkloadName[]): Matcher[] {
  return [
    equal('reporter', 'source'),
    oneOf('destination_workload', [...new Set(callees.map(({ workload }) => workload))]),
    arrived,
  ]
}

/** Wire bytes and gRPC messages: what has no gRPC has no series of messages, which costs nothing. */
export function throughputQuery(asked: Asked): Expression {
  const ofBytes = [...asked.extra, ...callLabels]
  const ofMessages: LabelName[] = [...asked.extra, 'reporter', ...edgeLabels, 'request_protocol']
  return either(
    part('request', ofBytes, rate('istio_request_bytes_sum', [], asked.seconds)),
    part('response', ofBytes, rate('istio_response_bytes_sum', [], asked.seconds)),
    part('sent', ofMessages, rate('istio_request_messages_total', [], asked.seconds)),
    part('received', ofMessages, rate('istio_response_messages_total', [], asked.seconds)),
  )
}
