import { neverArrivedPattern } from '../../domain/telemetry/response-flags.ts'
import type { WorkloadName } from '../ports.ts'
import { edgeLabels, identityLabels, securityLabels } from './map-samples.ts'
import { either, equal, marked, oneOf, rate, sumBy, type Expression, type LabelName, type Matcher } from './promql.ts'

/** Mesh-wide queries of the graph: one per measure, whatever the number of namespaces. `w` is the window in seconds. */

const callLabels: readonly LabelName[] = ['reporter', ...edgeLabels, 'request_protocol', 'response_flags']

const part = (mark: string, labels: readonly LabelName[], rates: Expression) => marked(mark, sumBy(labels, rates))

export function requestsQuery(w: number): Expression {
  const labels: LabelName[] = [
    ...identityLabels,
    ...securityLabels,
    'request_protocol',
    'response_flags',
    'response_code',
    'grpc_response_status',
  ]
  return sumBy(labels, rate('istio_requests_total', [], w))
}

export function tcpQuery(w: number): Expression {
  const labels: LabelName[] = [...identityLabels, ...securityLabels, 'response_flags']
  return either(
    part('sent', labels, rate('istio_tcp_sent_bytes_total', [], w)),
    part('received', labels, rate('istio_tcp_received_bytes_total', [], w)),
  )
}

const totals = (matchers: readonly Matcher[], w: number) =>
  either(
    part('sum', callLabels, rate('istio_request_duration_milliseconds_sum', matchers, w)),
    part('count', callLabels, rate('istio_request_duration_milliseconds_count', matchers, w)),
  )

export function calleeTotalsQuery(w: number): Expression {
  return totals([equal('reporter', 'destination')], w)
}

export function callerTotalsQuery(callees: readonly WorkloadName[], w: number): Expression {
  return totals(callersOf(callees), w)
}

const bucketLabels: readonly LabelName[] = [...edgeLabels, 'request_protocol', 'le']

export function calleeBucketsQuery(w: number): Expression {
  const metric = 'istio_request_duration_milliseconds_bucket'
  return sumBy(bucketLabels, rate(metric, [equal('reporter', 'destination')], w))
}

/** Callers' histograms of the given callees only, without requests that never arrived. */
export function callerBucketsQuery(callees: readonly WorkloadName[], w: number): Expression {
  return sumBy(bucketLabels, rate('istio_request_duration_milliseconds_bucket', callersOf(callees), w))
}

function callersOf(callees: readonly WorkloadName[]): Matcher[] {
  return [
    equal('reporter', 'source'),
    oneOf('destination_workload', [...new Set(callees.map(({ workload }) => workload))]),
    { label: 'response_flags', operator: '!~', value: neverArrivedPattern },
  ]
}

export function bytesQuery(w: number): Expression {
  return either(
    part('request', callLabels, rate('istio_request_bytes_sum', [], w)),
    part('response', callLabels, rate('istio_response_bytes_sum', [], w)),
  )
}

export function messagesQuery(w: number): Expression {
  const labels: LabelName[] = ['reporter', ...edgeLabels, 'request_protocol']
  return either(
    part('sent', labels, rate('istio_request_messages_total', [], w)),
    part('received', labels, rate('istio_response_messages_total', [], w)),
  )
}
